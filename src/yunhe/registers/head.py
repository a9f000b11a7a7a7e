"""The head of a table: the row of titles, found by what the layout expects, with the units that stand in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from yunhe.definitions import raw as cell
from yunhe.definitions.fields import Field
from yunhe.errors import UnreadableError
from yunhe.registers.layout import BRACKETS, MONEY, Layout, odd_unit, titled
from yunhe.registers.sheet import Row, Sheet
from yunhe.registers.sheets import column_letters

DEEPEST = 40  # rows in which a head is looked for
_BARE = re.compile(r"[\s\d.,，¥￥+＋－-]+")
_ABOVE = re.compile(r"(?:金额)?单位[::](?:人民币)?(千元|百万元|万元|亿元|元)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is imported: where it stands, its title, its field, and the unit of its head if it has one."""

    number: int
    title: str
    field: Field
    unit: str

    def __str__(self) -> str:
        return f"{column_letters(self.number)}列“{self.title}”"

    def measured(self, raw: object) -> object:
        """A raw amount with the unit of the head behind it, where it has no unit of its own."""
        if self.field.kind != "money" or isinstance(raw, bool):
            return raw
        if not isinstance(raw, int | float) and not (isinstance(raw, str) and _BARE.fullmatch(raw.strip())):
            return raw
        if not self.unit:
            remedy = "表头写明单位，如“金额（万元）”，或在导入定义的 units 里写明"
            raise cell.FieldRefusal("金额没有单位，元还是万元不清楚", remedy)
        return f"{cell.signs(raw)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sheet: the row it ends on, the columns to import, and the titles nobody mentioned."""

    sheet: Sheet
    first: int
    last: int
    columns: tuple[Column, ...]
    unknown: tuple[tuple[int, str], ...]
    titles: tuple[str, ...]
    others: tuple[str, ...] = ()  # sheets that are not read

    def is_untitled(self, number: int) -> bool:
        """Whether a column has no title."""
        return number > len(self.titles) or not self.titles[number - 1]


def head_of(sheets: list[Sheet], layout: Layout, name: str) -> Head:
    """The only head that has every title of the layout; none or several are refused."""
    asked = [sheet for sheet in sheets if not sheet.is_hidden and layout.sheet in ("", sheet.name)]
    if not asked:
        names = "、".join(sheet.name for sheet in sheets if not sheet.is_hidden) or "无"
        raise UnreadableError(name, f"看不到工作表“{layout.sheet}”", f"看得到的有：{names}；改名或改导入定义的 sheet")
    found = [(sheet, *_best(sheet, layout)) for sheet in asked]
    whole = [(sheet, row, titles) for sheet, row, titles, missing in found if row is not None and not missing]
    if not whole:
        raise _missing(min(found, key=lambda one: len(one[3])), layout, name)
    if len(whole) > 1:
        names = "、".join(sheet.name for sheet, _, _ in whole)
        raise UnreadableError(name, f"几张工作表都有这些列：{names}", "在导入定义里写明 sheet")
    head = _head(*whole[0], layout, name)
    return replace(head, others=tuple(sheet.name for sheet in sheets if sheet is not head.sheet))


def _best(sheet: Sheet, layout: Layout) -> tuple[Row | None, list[str], list[str]]:
    """The row with most of the titles, its titles, and those that are missing."""
    best: tuple[Row | None, list[str], list[str]] = (None, [], list(layout.columns))
    rows = sheet.top(DEEPEST + 1)
    for index, row in enumerate(rows):
        if row.number > DEEPEST:
            break
        if row.number <= layout.skip:
            continue
        titles = _titles(rows, index, layout)
        there = {_meant(title, layout) for title in titles}
        missing = [title for title in layout.columns if title not in there]
        if len(missing) < len(best[2]):
            best = row, titles, missing
    return best


def _titles(rows: tuple[Row, ...], index: int, layout: Layout) -> list[str]:
    """The titles of a row; of a head in two rows each title with the one above it, 总投资/本年."""
    upper = [titled(value) for value in rows[index].cells]
    if layout.head_rows == 1 or index + 1 == len(rows) or rows[index + 1].number != rows[index].number + 1:
        return upper
    lower = [titled(value) for value in rows[index + 1].cells]
    titles, above = [], ""
    for column in range(max(len(upper), len(lower))):
        own, under = (line[column] if column < len(line) else "" for line in (upper, lower))
        above = own or (above if under else "")
        titles.append("/".join(part for part in (above, under) if part))
    return titles


def _meant(title: str, layout: Layout) -> str | None:
    """The title of the layout that a title of the file is, with or without a unit or hint in brackets."""
    if title in layout.columns:
        return title
    bare = BRACKETS.sub("", title)
    return bare if bare in layout.columns and odd_unit(title, _field(bare, layout)) is None else None


def _field(title: str, layout: Layout) -> Field:
    return layout.register.fields[layout.columns[title]]


def _head(sheet: Sheet, row: Row, titles: list[str], layout: Layout, name: str) -> Head:
    above = next(_units_above(sheet, row.number), "")
    columns, unknown = [], []
    for number, title in enumerate(titles, 1):
        meant = _meant(title, layout)
        if meant is not None:
            field = _field(meant, layout)
            columns.append(Column(number, title, field, _unit(title, above, layout.units.get(field.name, ""), name)))
        elif title and title not in layout.ignored:
            unknown.append((number, title))
    _refuse_twice(columns, name)
    last = row.number + layout.head_rows - 1
    return Head(sheet, row.number, last, tuple(columns), tuple(unknown), tuple(titles))


def _units_above(sheet: Sheet, head: int) -> Iterator[str]:
    """The unit that a line above the head gives for the whole table: 单位：万元."""
    for row in sheet.top(head):
        if row.number < head:
            yield from (found[1] for value in row.cells if (found := _ABOVE.search(titled(value))))


def _unit(title: str, above: str, agreed: str, name: str) -> str:
    """The unit of a column: that of its title, else that of the table; it must be the one agreed on, if one is."""
    written = next((words for words in reversed(BRACKETS.findall(title)) if words in MONEY), above)
    if written and agreed and written != agreed:
        raise UnreadableError(name, f"列“{title}”的单位是{written}，导入定义写的是{agreed}", "核对来源，改正其中一处")
    return written or agreed


def _refuse_twice(columns: list[Column], name: str) -> None:
    seen: dict[str, Column] = {}
    for column in columns:
        if column.field.name in seen:
            raise UnreadableError(name, f"{seen[column.field.name]}和{column}是同一字段", "只留一列")
        seen[column.field.name] = column


def _missing(found: tuple[Sheet, Row | None, list[str], list[str]], layout: Layout, name: str) -> UnreadableError:
    _, row, titles, missing = found
    if row is None:
        return UnreadableError(name, f"前{DEEPEST}行里没有找到表头", f"表头应有：{'、'.join(layout.columns)}")
    near = get_close_matches(missing[0], [title for title in titles if title], n=1, cutoff=0.5)
    hint = (
        f"“{missing[0]}”是不是现在的“{near[0]}”？改表头，或改导入定义的 columns" if near else "补上这几列，或改导入定义"
    )
    return UnreadableError(name, f"第{row.number}行的表头缺少“{'、'.join(missing)}”", hint)
