"""Observations in a csv or xlsx: every row becomes one, is refused with its reasons, or is left out by name.

Columns are those of COLUMNS, in any order and by other names too; only 指标, 期间, 数值 and 状态 must be there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

from yunhe.definitions import raw as cell
from yunhe.definitions.codes import District
from yunhe.definitions.fields import Field
from yunhe.definitions.raw import FieldRefusal
from yunhe.definitions.retention import forever
from yunhe.errors import UnreadableError
from yunhe.observations.measure import basis_of, indicator_of, kind_of, measured
from yunhe.observations.observation import Observation, Series, place_of, status_of
from yunhe.observations.period import period_of
from yunhe.observations.source import FileRow
from yunhe.registers.layout import Layout, titled
from yunhe.registers.register import Register
from yunhe.registers.sheets import sheets_of
from yunhe.registers.table import Fault, Imported, RefusedRow, Taken, import_table

COLUMNS: Mapping[str, str] = {
    "指标": "指标 指标名称 指标代码 统计指标 indicator",
    "类型": "类型 值类型 kind",
    "地区": "地区 区域 区县 place area",
    "期间": "期间 时期 报告期 年份 年度 period year",
    "数值": "数值 数据 值 value",
    "单位": "单位 计量单位 unit",
    "状态": "状态 数据状态 数据性质 status",
    "口径": "口径 价格口径 basis",
    "来源": "来源 数据来源 source",
    "文件": "文件 出处文件 document",
    "页码": "页码 页 位置 page",
    "原文": "原文 原句 quote",
    "理由": "理由 修订理由 reason",
    "模拟": "模拟 simulated",
}
NEEDED = ("指标", "期间", "数值", "状态")
HEAD_WITHIN = 40
TOLD_APART_BY = ("指标", "类型", "地区", "期间", "口径")
IGNORED = ("序号", "备注")
UNKNOWN = "没有对应的字段"
_LONG = frozenset(("原文", "来源", "理由"))
_OURS = frozenset(("本区", "全区", "我区"))


class Row(NamedTuple):
    """An observation and the row of the file it came from."""

    number: int
    observation: Observation


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file gives: observations, and the import that names everything that is none."""

    found: tuple[Row, ...]
    table: Imported

    @property
    def is_whole(self) -> bool:
        """Whether no row was refused."""
        return self.table.is_whole

    def refusing(self, faults: Mapping[int, FieldRefusal]) -> "Rows":
        """The same with more rows refused, by what is only known later."""
        more = tuple(RefusedRow(row, (_fault("", refusal),)) for row, refusal in faults.items())
        kept = tuple(row for row in self.found if row.number not in faults)
        return Rows(kept, _with(self.table, kept, more))


def rows_of(data: bytes, name: str, district: District, source: str = "", *, simulated: bool = False) -> Rows:
    """The observations of a file; `source` is what rows without a source of their own come from."""
    table = _in_our_words(import_table(data, name, _layout(data, name)))
    found: list[Row] = []
    refused: list[RefusedRow] = []
    for taken in table.taken:
        reader = _Reader(taken, table, district, source, simulated)
        observation = reader.observation()
        if observation is None:
            refused.append(RefusedRow(taken.row, tuple(reader.faults)))
        else:
            found.append(Row(taken.row, observation))
    kept, repeated = _unrepeated(found)
    return Rows(tuple(kept), _with(table, kept, (*refused, *repeated)))


class _Reader:
    """Reads one row, gathering everything that is wrong with it."""

    def __init__(self, taken: Taken, table: Imported, district: District, source: str, simulated: bool) -> None:
        self.taken, self.table, self.district = taken, table, district
        self.default_source, self.simulated = source, simulated
        self.values = taken.entry.values
        self.faults: list[Fault] = []

    def observation(self) -> Observation | None:
        """The observation, or None with `faults`."""
        indicator = self.read("指标", indicator_of)
        kind = self.read("类型", lambda raw: kind_of(raw, indicator)) if indicator else None
        place, period = self.read("地区", self.place), self.read("期间", period_of)
        status, source = self.read("状态", status_of), self.read("来源", self.source)
        if indicator is None or kind is None:
            return None
        basis = self.read("口径", lambda raw: basis_of(raw, indicator, kind))
        figure = self.read("数值", lambda raw: self.figure(indicator, kind, raw))
        simulated = self.read("模拟", self.is_simulated)
        if self.faults or figure is None or basis is None:
            return None
        series = Series(indicator.id, kind, place, period.text, basis)
        return Observation(series, figure.value, figure.unit, status, source, self.text("理由"), bool(simulated))

    def read(self, column: str, kind: Callable[[Any], Any]) -> Any:
        """The value of a column as it is read; what is refused is kept under its column."""
        try:
            return kind(self.values.get(column))
        except FieldRefusal as refusal:
            self.faults.append(_fault(column, refusal))
            return None

    def text(self, column: str) -> str:
        """What a column says, empty for nothing."""
        return str(self.values.get(column) or "")

    def is_simulated(self, raw: object) -> bool:
        """Whether the row, or the whole file, is simulated."""
        written = "" if cell.is_blank(raw) else cell.signs(raw)
        if written not in ("", "是", "否"):
            raise FieldRefusal(f"“{cell.shown(written)}”看不懂", "模拟数据写“是”，真实数据不写")
        return self.simulated or written == "是"

    def figure(self, indicator: Any, kind: str, raw: object) -> Any:
        """The value in the unit of the indicator."""
        return measured(indicator, kind, raw, self.values.get("单位"), self.text("理由"))

    def place(self, raw: object) -> str:
        """The place; a file without that column is about the district, a blank cell of one with it is not known."""
        if cell.is_blank(raw):
            if "地区" not in self.values:
                return self.district.name
            raise FieldRefusal("没有填", "写明地区；整份都是本区的，删去这一列")
        written = cell.half_width(raw, 60)
        if written in _OURS or written == self.district.code:
            return self.district.name
        code = self.district.subdistrict(written)
        return self.district.subdistricts[code] if code else place_of(written)

    def source(self, raw: object) -> FileRow:
        """Where the row comes from; one that says nothing is refused."""
        said = self.text("来源") or self.default_source
        if not (said or self.text("文件")):
            raise FieldRefusal("没有写来源", "填“来源”一列，或用 --source 说明整份的来源")
        table = self.table
        more = (self.text("文件"), self.text("页码"), self.text("原文"))
        return FileRow(table.source, table.sha256, self.taken.row, said, *more)


def _layout(data: bytes, name: str) -> Layout:
    """Which columns of the file are which, by the titles that stand in its head."""
    names = {titled(word).lower(): column for column, words in COLUMNS.items() for word in words.split()}
    sheets = sheets_of(data, name)
    there = {titled(value) for sheet in sheets for row in islice(sheet.rows, HEAD_WITHIN) for value in row.cells}
    columns: dict[str, str] = {}
    for title in sorted(there):
        column = names.get(title.lower())
        if column and column not in columns.values():
            columns[title] = column
        elif column and title == column:  # its own name comes before another word for it
            columns = {known: held for known, held in columns.items() if held != column} | {title: column}
    missing = [column for column in NEEDED if column not in columns.values()]
    if missing:
        raise UnreadableError(name, f"表头缺少“{'、'.join(missing)}”", f"要有：{'、'.join(COLUMNS)}（后几列可不写）")
    fields = {
        column: Field(column, "long_text" if column in _LONG else "text", needed=column in NEEDED)
        for column in columns.values()
    }
    key = tuple(column for column in TOLD_APART_BY if column in fields)
    register = Register("观测值", "", key, "指标", "", "", (), "", "", forever(""), fields, (), ())
    return Layout("观测值", register, columns, frozenset(IGNORED), {}, {}, {})


def _in_our_words(table: Imported) -> Imported:
    """The import with a remedy for columns that are not ours: there is no layout to write them in."""
    remedy = f"删去这一列，或改成 {'、'.join(COLUMNS)} 之一"
    refused = []
    for one in table.refused:
        faults = (replace(each, remedy=remedy) if each.problem == UNKNOWN else each for each in one.faults)
        refused.append(replace(one, faults=tuple(faults)))
    return replace(table, refused=tuple(refused))


def _unrepeated(found: list[Row]) -> tuple[list[Row], list[RefusedRow]]:
    """Rows of different series; a second row of the same one is refused."""
    first: dict[str, int] = {}
    kept: list[Row] = []
    repeated: list[RefusedRow] = []
    for row in found:
        subject = row.observation.series.subject
        if subject in first:
            refusal = FieldRefusal(f"与第{first[subject]}行是同一指标、地区、期间、口径", "只留一行")
            repeated.append(RefusedRow(row.number, (_fault("", refusal),)))
        else:
            first[subject] = row.number
            kept.append(row)
    return kept, repeated


def _fault(column: str, refusal: FieldRefusal) -> Fault:
    return Fault(f"“{column}”" if column else "整行", column, refusal.problem, refusal.remedy)


def _with(table: Imported, kept: "list[Row] | tuple[Row, ...]", refused: tuple[RefusedRow, ...]) -> Imported:
    """The import with fewer rows taken and more refused."""
    numbers = {row.number for row in kept}
    taken = tuple(one for one in table.taken if one.row in numbers)
    return replace(table, taken=taken, refused=tuple(sorted((*table.refused, *refused), key=lambda one: one.row)))


def lines(rows: Rows) -> Iterator[str]:
    """What became of the rows, for people."""
    return rows.table.lines()
