"""A layout 列对应: which column of a table is which field of a register, kept in `<district>/imports/<name>.yaml`.

import: 市场主体月报
register: 企业
columns: {统一社会信用代码: 统一社会信用代码, 企业名称: 名称, 注册资金（万元）: 注册资本}
ignored: [序号, 备注]
constants: {主体类型: 企业}
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from yunhe.definitions import raw as cell
from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.errors import UnreadableError
from yunhe.registers.register import Register, registers_of
from yunhe.registers.sheet import Sheet

SERIAL = "序号"  # days since 1899-12-30, as a spreadsheet counts them
OWN_HEAD_WITHIN = 20  # rows in which titles that are our own names must stand
MONEY = frozenset("元 千元 万元 百万元 亿元".split())
HINTS = frozenset("必填 选填 可选 文本".split())
BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_DIRECTIVES = frozenset("%Y %m %d %H %M %S".split())


@dataclass(frozen=True, slots=True)
class Example:
    """A row under its titles, and the fields it gives, or those that must be refused: field → words of the reason."""

    name: str
    line: int
    row: Mapping[str, str]
    gives: Mapping[str, str]
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of a file lie: title → field, titles to leave alone, fixed values, ways to write a date."""

    name: str
    register: Register
    columns: Mapping[str, str]
    ignored: frozenset[str]
    constants: Mapping[str, str]
    dates: Mapping[str, str]
    units: Mapping[str, str]
    sheet: str = ""
    skip: int = 0
    head_rows: int = 1
    left_out: tuple[str, ...] = ()
    fill: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset()
    heading: str = ""
    examples: tuple[Example, ...] = ()
    path: str = ""

    def dated(self, field: str, raw: object) -> object:
        """The raw value of a field, as a day where the layout says how its days are written."""
        shape = self.dates.get(field)
        if shape is None or isinstance(raw, date) or cell.is_blank(raw):
            return raw
        written = cell.signs(raw)
        try:
            return _day(written, shape)
        except (ValueError, OverflowError):
            raise cell.FieldRefusal(
                f"“{cell.shown(written)}”不合日期写法“{shape}”", "改正此格，或改导入定义的 dates"
            ) from None


def titled(title: object) -> str:
    """The title of a column as titles are compared: half-width, without blanks and the star of a needed column."""
    written = "" if cell.is_blank(title) else str(title)
    return "".join(unicodedata.normalize("NFKC", written).split()).strip("*")


def odd_unit(title: str, field: Field) -> str | None:
    """A unit in the brackets of a title in which the values of this field cannot be given."""
    known = HINTS | (MONEY if field.kind == "money" else {titled(field.unit)})
    odd = [words for words in BRACKETS.findall(title) if words not in known]
    if field.kind == "money":
        return next((words for words in odd if re.search("[元币万亿]", words)), None)
    return odd[0] if odd and field.unit else None


def load(path: str | Path, registers: Mapping[str, Register]) -> Layout:
    """The checked layout of one file."""
    return layout_of(strict.load(path), registers)


def layouts_of(folder: str | Path) -> dict[str, Layout]:
    """Every layout of a district by the name of its file."""
    registers = registers_of(folder)
    return {path.stem: load(path, registers) for path in paths_of(folder)}


def paths_of(folder: str | Path) -> list[Path]:
    """The files that define the layouts of a district."""
    return sorted((Path(folder) / "imports").glob("*.yaml"))


def layout_of(root: strict.Mapping, registers: Mapping[str, Register]) -> Layout:
    """The checked layout of a definition."""
    name = root.take("import", strict.text)
    register = registers[root.take("register", strict.one_of(*registers))]
    layout = Layout(
        name=name,
        register=register,
        columns=_by_title(root.take("columns", strict.mapping), register),
        ignored=frozenset(map(titled, root.take("ignored", strict.texts, ()))),
        constants=_by_field(root, "constants", register),
        dates=_by_field(root, "dates", register),
        units=_by_field(root, "units", register),
        sheet=root.take("sheet", strict.text, ""),
        skip=root.take("skip", strict.whole, 0),
        head_rows=root.take("head_rows", strict.whole, 1),
        left_out=tuple(map(titled, root.take("left_out", strict.texts, ()))),
        fill=frozenset(root.take("fill", strict.sequence_of(strict.one_of(*register.fields)), ())),
        nothing=frozenset(root.take("nothing", strict.texts, ())),
        heading=root.take("heading", strict.one_of(*register.fields), ""),
        examples=_examples(root.take("examples", strict.mapping)),
        path=root.path,
    )
    root.finish()
    if problem := _contradiction(layout):
        raise root.error(*problem)
    return layout


def named_layout(folder: str | Path, name: str, register: Register) -> Layout:
    """The layout of a district by its name or that of its file; one of another register is refused."""
    known = layouts_of(folder)
    found = [layout for stem, layout in known.items() if name in (stem, layout.name)]
    if not found:
        there = "、".join(layout.name for layout in known.values() if layout.register.name == register.name)
        raise UnreadableError(name, "没有这份列对应", f"台账“{register.name}”的有：{there or '（无）'}")
    if found[0].register.name != register.name:
        problem = f"是台账“{found[0].register.name}”的列对应，不是“{register.name}”的"
        raise UnreadableError(name, problem, "换台账，或换列对应")
    return found[0]


def own_layout(register: Register, sheets: Iterable[Sheet]) -> Layout:
    """The layout of a file whose titles are the names of the fields; those that are not needed may lack."""
    titles = {titled(value) for sheet in sheets for row in sheet.top(OWN_HEAD_WITHIN) for value in row.cells}
    there = titles | {BRACKETS.sub("", title) for title in titles}
    columns = {titled(name): name for name, field in register.fields.items() if field.needed or titled(name) in there}
    return Layout(register.name, register, columns, frozenset(), {}, {}, {}, path=register.path)


def _by_title(node: strict.Mapping, register: Register) -> dict[str, str]:
    found: dict[str, str] = {}
    for title, field in node.entries(strict.one_of(*register.fields)):
        if titled(title) in found:
            raise node.error(f"列“{title}”重复", "每列写一次", title)
        if field in found.values():
            raise node.error(f"字段“{field}”对应两列", "只留一列", title)
        if unit := odd_unit(titled(title), register.fields[field]):
            remedy = "请来源改按字段的单位填报，或在表里换算后再导入"
            raise node.error(f"列的单位“{unit}”与字段“{field}”的不同", remedy, title)
        found[titled(title)] = field
    return found


def _by_field(root: strict.Mapping, key: str, register: Register) -> dict[str, str]:
    node = root.take(key, strict.optional_mapping, None)
    found = dict(node.entries(strict.text)) if node is not None else {}
    for field, value in found.items():
        if node is not None and (problem := _problem_with(key, field, value, register)):
            raise node.error(problem, f"写台账“{register.name}”的字段和合用的值", field)
    return found


def _problem_with(key: str, field: str, value: str, register: Register) -> str | None:
    if field not in register.fields:
        return f"台账“{register.name}”没有字段“{field}”"
    if key == "dates":
        is_date = register.fields[field].kind in ("date", "instant")
        return None if is_date and _is_shape(value) else f"“{field}”的日期写法“{value}”不能用，如 %d/%m/%Y 或 {SERIAL}"
    if key == "units":
        fits = register.fields[field].kind == "money" and value in MONEY
        return None if fits else f"“{field}”不能以“{value}”为单位"
    try:
        register.fields[field].read(value)
    except cell.FieldRefusal as refusal:
        return f"常量“{field}”{refusal.problem}"
    return None


def _examples(node: strict.Mapping) -> tuple[Example, ...]:
    return tuple(_example(name, value, node.line_of(name)) for name, value in node.entries(strict.mapping))


def _example(name: str, node: strict.Mapping, line: int) -> Example:
    row = dict(node.take("row", strict.mapping).entries(strict.text))
    gives, refused = (node.take(key, strict.optional_mapping, None) for key in ("gives", "refused"))
    node.finish()
    if (gives is None) == (refused is None):
        raise node.error("要写 gives 或 refused 中的一个", "gives: {字段: 值}，或 refused: {字段: 理由里的词}")
    return Example(name, line, row, *(dict(part.entries(strict.text)) if part else {} for part in (gives, refused)))


def _is_shape(value: str) -> bool:
    """Whether a way to write a date gives year, month and day."""
    used = set(re.findall("%.?", value))
    return value == SERIAL or {"%Y", "%m", "%d"} <= used <= _DIRECTIVES


def _contradiction(layout: Layout) -> tuple[str, str] | None:
    given = {*layout.columns.values(), *layout.constants, layout.heading}
    missing = [name for name, field in layout.register.fields.items() if field.needed and name not in given]
    if missing:
        return f"必填字段“{'、'.join(missing)}”没有对应的列", "在 columns 或 constants 里补上"
    if twice := [name for name in layout.constants if name in layout.columns.values()]:
        return f"字段“{twice[0]}”既有列又有常量", "只留一个"
    if layout.heading in (*layout.columns.values(), *layout.constants):
        return f"字段“{layout.heading}”既取自小标题，又有列或常量", "只留一个"
    if apart := sorted(layout.fill - set(layout.columns.values())):
        return f"fill 里的“{apart[0]}”没有对应的列", "写 columns 里的字段"
    if both := [title for title in layout.columns if title in layout.ignored]:
        return f"列“{both[0]}”既导入又略去", "只留一处"
    if layout.skip not in range(31) or layout.head_rows not in (1, 2):
        return "skip 或 head_rows 不合理", "skip 写0至30，head_rows 写1或2"
    return None


def _day(written: str, shape: str) -> object:
    if shape == SERIAL:
        if not re.fullmatch(r"[0-9]{4,6}", written):
            raise ValueError(written)
        return date(1899, 12, 30) + timedelta(days=int(written))
    found = datetime.strptime(written, "".join(shape.split()))
    return found if "%H" in shape else found.date()
