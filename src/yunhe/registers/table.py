"""A table of entries, imported: every row is taken, refused with its reasons, or left out by name; none disappears.

imported = import_table(data, "企业名录.xlsx", layout)
imported.entries()                 # all, or none while a row is refused
imported.entries(partly=True)      # the accepted part, by choice
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from yunhe.definitions import raw as cell
from yunhe.definitions.fields import FieldRefusal
from yunhe.registers.entries import Entry, entry_of, folded, refused_of
from yunhe.registers.head import Column, Head, head_of
from yunhe.registers.layout import Layout, titled
from yunhe.registers.sheet import Range, Row, Sheet
from yunhe.registers.sheets import SeparatedRows, column_letters, sheets_of

TOTALS = frozenset("合计 总计 小计 累计 共计 本页合计 本页小计".split())
FOOTS = (
    "注:",
    "备注:",
    "说明:",
    "填表人",
    "制表人",
    "审核人",
    "填报人",
    "填报单位",
    "单位负责人",
    "统计人",
    "联系人:",
    "填表日期",
)
SHOWN_WORDS = 40
SUBTITLE = "小标题"


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry and the row of the file it came from."""

    row: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell of a row: its column, the field, the reason, what to do."""

    column: str
    field: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.column}：{self.problem} → {self.remedy}"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not imported, with everything that is wrong with it."""

    row: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that are no entries: blank, a total, a heading, a foot. Named, so that nothing disappears."""

    first: int
    last: int
    what: str
    words: str = ""

    @property
    def count(self) -> int:
        """How many rows."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found, by rows; `source` and `sha256` say which file it was."""

    layout: str
    register: str
    source: str
    sha256: str
    sheet: str
    taken: tuple[Taken, ...]
    refused: tuple[RefusedRow, ...]
    left_out: tuple[LeftOut, ...]
    other_sheets: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether no row was refused."""
        return not self.refused

    def entries(self, *, partly: bool = False) -> tuple[Taken, ...]:
        """The entries to import: all or none, unless the accepted part is asked for."""
        return self.taken if self.is_whole or partly else ()

    def lines(self) -> Iterator[str]:
        """The findings for people, row by row, closed by a count."""
        where = f"{self.source}“{self.sheet}”" if self.sheet else self.source
        yield from findings(where, self.refused, self.left_out)
        yield from (f"{self.source} 没有读工作表“{name}”" for name in self.other_sheets)
        left_out = sum(left.count for left in self.left_out)
        yield f"可导入{len(self.taken)}条，拒收{len(self.refused)}行，略去{left_out}行"


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose head fits a layout; its rows are read one by one, as often as one likes."""

    layout: Layout
    head: Head
    source: str
    sha256: str

    @property
    def where(self) -> str:
        """How people name it: the file, with its sheet where it has one."""
        return f"{self.source}“{self.head.sheet.name}”" if self.head.sheet.name else self.source

    @property
    def length(self) -> int:
        """How many rows at most, for a bar of progress; lines of a csv are counted, not parted."""
        rows = self.head.sheet.rows
        return rows.data.count(b"\n") + 1 if isinstance(rows, SeparatedRows) else len(list(rows))

    @property
    def fields(self) -> frozenset[str]:
        """The fields that its rows give; all others are none of its business."""
        return frozenset({column.field.name for column in self.head.columns} | set(self.layout.constants))

    def found(self) -> Iterator[Taken | RefusedRow | LeftOut]:
        """What each row is; an entry that stood before is refused."""
        yield from _unknown(self.head)
        yield from _above(self.head)
        first: dict[str, tuple[int, str]] = {}
        for one in _read_all(self.head, self.layout):
            yield _unrepeated(one, first, self) if isinstance(one, Taken) else one

    def column_of(self, field: str) -> str:
        """How people name the column of a field."""
        return next((str(column) for column in self.head.columns if column.field.name == field), f"“{field}”")


def table_of(data: bytes, name: str, layout: Layout) -> Table:
    """A file under a layout; one whose head does not fit is refused."""
    return Table(layout, head_of(sheets_of(data, name), layout, name), name, sha256(data).hexdigest())


def import_table(data: bytes, name: str, layout: Layout) -> Imported:
    """Every row of a file under a layout, all at once."""
    table = table_of(data, name, layout)
    rows = list(table.found())
    return Imported(
        layout=layout.name,
        register=layout.register.name,
        source=name,
        sha256=table.sha256,
        sheet=table.head.sheet.name,
        taken=tuple(one for one in rows if isinstance(one, Taken)),
        refused=tuple(sorted((one for one in rows if isinstance(one, RefusedRow)), key=lambda one: one.row)),
        left_out=tuple(sorted((one for one in rows if isinstance(one, LeftOut)), key=lambda one: one.first)),
        other_sheets=table.head.others,
    )


def findings(where: str, refused: Iterable[RefusedRow], left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Rows that are not imported, for people: every reason a line."""
    for row in refused:
        yield from (f"{where}第{row.row}行 {fault}" for fault in row.faults)
    for left in left_out:
        rows = f"第{left.first}行" if left.first == left.last else f"第{left.first}至{left.last}行"
        yield f"{where}{rows} 不是条目：{left.what}" + (f"“{left.words}”" if left.words else "")


def _read_all(head: Head, layout: Layout) -> Iterator[Taken | RefusedRow | LeftOut]:
    """Every row below the head; what stands in a heading of the table holds for the rows under it."""
    under, last = layout, 0
    for row in head.sheet.rows:
        yield from _blank(last + 1, row.number, head)
        last = row.number
        if row.number <= head.last:
            continue
        found = _read(row, head, under)
        if layout.heading and isinstance(found, LeftOut) and found.what == SUBTITLE:
            words = next(titled(value) for value in row.cells if not cell.is_blank(value))
            under = replace(layout, constants={**layout.constants, layout.heading: words})
        yield found


def import_row(titles: tuple[str, ...], values: tuple[object, ...], layout: Layout) -> Taken | RefusedRow | LeftOut:
    """One row under its titles, as the examples of a layout give it."""
    head = head_of(
        [Sheet("", (Row(1, titles), Row(2, values)))], replace(layout, skip=0, head_rows=1, sheet=""), layout.name
    )
    return _read(Row(2, values), head, layout)


def _read(row: Row, head: Head, layout: Layout) -> Taken | RefusedRow | LeftOut:
    if what := _is_no_entry(row, head, layout):
        return LeftOut(row.number, row.number, what, _first_words(row))
    raws: dict[str, object] = dict(layout.constants)
    faults = [*_beyond(row, head)]
    for column in head.columns:
        try:
            raws[column.field.name] = _raw(row, column, head, layout)
        except FieldRefusal as refusal:
            refused = refused_of(column.field, refusal.problem, refusal.remedy)
            faults.append(Fault(str(column), refused.field, refused.problem, refused.remedy))
    found = entry_of(layout.register, raws)
    if isinstance(found, Entry) and not faults:
        return Taken(row.number, found)
    said = {fault.field for fault in faults}
    others = () if isinstance(found, Entry) else (one for one in found if one.field not in said)
    columns = {column.field.name: str(column) for column in head.columns}
    faults += [Fault(columns.get(one.field, f"“{one.field}”"), one.field, one.problem, one.remedy) for one in others]
    return RefusedRow(row.number, tuple(faults))


def _raw(row: Row, column: Column, head: Head, layout: Layout) -> object:
    """The raw value of a cell; one that only looks empty is refused."""
    raw = _filled(row, column, head, layout)
    if isinstance(raw, str) and raw.strip() in layout.nothing:
        return None
    if not cell.is_blank(raw):
        return layout.dated(column.field.name, column.measured(raw))
    if (row.number, column.number) in head.sheet.uncalculated:
        raise FieldRefusal("公式没有算出值", "用Excel或WPS打开并保存一次，或粘贴为值")
    if merged := head.sheet.merge_at(row.number, column.number):
        raise FieldRefusal(f"是合并单元格的一部分（{_extent(merged)}）", "取消合并，逐行填写")
    return None


def _filled(row: Row, column: Column, head: Head, layout: Layout) -> object:
    """The raw value of a cell; where the layout says so, that of the merged cell it is part of."""
    raw = row.at(column.number)
    if column.field.name not in layout.fill or not cell.is_blank(raw):
        return raw
    merged = head.sheet.merge_at(row.number, column.number)
    first = merged and merged.top > head.last and head.sheet.row(merged.top)
    return first.at(merged.left) if merged and first else raw


def _extent(merged: Range) -> str:
    return f"第{merged.top}至{merged.bottom}行" if merged.top < merged.bottom else f"第{merged.top}行"


def _is_no_entry(row: Row, head: Head, layout: Layout) -> str | None:
    """What a row is that is no entry."""
    filled = [(number, value) for number, value in enumerate(row.cells, 1) if not cell.is_blank(value)]
    if not filled:
        return None
    words = [titled(value) for _, value in filled[:2]]
    if TOTALS & {word.rstrip(":") for word in words}:
        return "合计行"
    if (words[0].startswith(FOOTS) and len(filled) <= 4) or (layout.left_out and words[0].startswith(layout.left_out)):
        return "表尾"
    if words[0] in head.titles and [titled(value) for _, value in filled] == [title for title in head.titles if title]:
        return "重复的表头"
    if row.number == head.last + 1 and _is_numbering([titled(value) for _, value in filled]):
        return "栏次"
    if len(filled) == 1 and _is_merged_across(row, head):
        return SUBTITLE
    is_aside = all(not head.is_untitled(number) and head.titles[number - 1] in layout.ignored for number, _ in filled)
    return "只有略去的列" if is_aside else None


def _is_numbering(words: list[str]) -> bool:
    """Whether a row below the head numbers the columns: 甲 乙 1 2 3."""
    numbers = [word for word in words if word not in ("甲", "乙", "丙", "丁")]
    return len(words) > 2 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _is_merged_across(row: Row, head: Head) -> bool:
    """Whether a row is one cell across all the columns that are imported."""
    first, last = head.columns[0].number, head.columns[-1].number
    across = (one for one in head.sheet.merged if one.top <= row.number <= one.bottom and one.right > one.left)
    return any(one.left <= first and one.right >= last for one in across)


def _beyond(row: Row, head: Head) -> Iterator[Fault]:
    """Values under no title: in a csv, mostly a comma that is not between quotes."""
    for number, value in enumerate(row.cells, 1):
        if not cell.is_blank(value) and head.is_untitled(number):
            yield Fault(f"{column_letters(number)}列", "", "有内容，而没有列名", "补上表头；内容里的逗号要放在引号里")


def _unknown(head: Head) -> Iterator[RefusedRow]:
    """The titles that the layout does not mention."""
    remedy = "在导入定义的 columns 或 ignored 里写上"
    faults = [Fault(f"{column_letters(n)}列“{title}”", "", "没有对应的字段", remedy) for n, title in head.unknown]
    if faults:
        yield RefusedRow(head.first, tuple(faults))


def _unrepeated(one: Taken, first: dict[str, tuple[int, str]], table: Table) -> Taken | RefusedRow:
    """An entry that stands for the first time; the second row of the same one is refused."""
    row, key = first.setdefault(folded(one.entry.key), (one.row, one.entry.key))
    if row == one.row:
        return one
    field = table.layout.register.key[0]
    if key == one.entry.key:
        return RefusedRow(one.row, (Fault(table.column_of(field), field, f"与第{row}行是同一条", "只留一行"),))
    problem = f"与第{row}行的“{key}”只差大小写、全半角或空格"
    return RefusedRow(one.row, (Fault(table.column_of(field), field, problem, "是同一条的只留一行，不是的改编号"),))


def _above(head: Head) -> Iterator[LeftOut]:
    """The rows above the head, and the head itself."""
    for row in head.sheet.top(head.first):
        if row.number < head.first:
            yield LeftOut(row.number, row.number, "表头以上", _first_words(row))
    yield LeftOut(head.first, head.last, "表头")


def _first_words(row: Row) -> str:
    return next((titled(value) for value in row.cells if not cell.is_blank(value)), "")[:SHOWN_WORDS]


def _blank(start: int, end: int, head: Head) -> Iterator[LeftOut]:
    """The stretch of blank rows before a filled one."""
    if end > start and not head.first <= start <= head.last:
        yield LeftOut(start, end - 1, "空行")
