"""The tables of a Word document as sheets: its grid as columns, merged cells as ranges, text as finally accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from yunhe.errors import UnreadableError
from yunhe.reading.formats.docx import DELETED, LOOSE, MAIN, STRICT, W
from yunhe.reading.package import Package
from yunhe.registers.sheet import MOST_COLUMNS, MOST_ROWS, Range, Row, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element


class _Cell(NamedTuple):
    """A cell in the grid: its first column from 1, how many it spans, and whether it goes on with the one above."""

    column: int
    span: int
    words: str
    goes_on: bool


def is_word(data: bytes) -> bool:
    """Whether a zip is a Word document."""
    return b"word/document" in data


def word_sheets(data: bytes, name: str) -> list[Sheet]:
    """Every table of the body that stands in no other, named by its place; a document without one is refused."""
    package = Package(data, name, "docx")
    package.refuse_bombs()
    main = next((part for kind, part in package.relations("") if kind == "officeDocument"), MAIN)
    root = package.xml(main, lambda raw: raw.replace(STRICT, LOOSE))
    tables = [one for one in root.iter(f"{W}tbl") if next(one.iterancestors(f"{W}tbl"), None) is None]
    if not tables:
        raise UnreadableError(name, "docx里没有表格", "换成有表格的文件，或另存为xlsx")
    return [_sheet(table, f"表{number}", name) for number, table in enumerate(tables, 1)]


def _sheet(table: _Element, title: str, name: str) -> Sheet:
    lines = [list(_cells(row)) for row in table.iterchildren(f"{W}tr") if not _is_deleted(row)]
    if len(lines) > MOST_ROWS or any(line and line[-1].column + line[-1].span > MOST_COLUMNS for line in lines):
        raise UnreadableError(name, f"{title}超过{MOST_ROWS}行或{MOST_COLUMNS}列", "分成几份导入")
    rows = [Row(number, _values(line)) for number, line in enumerate(lines, 1) if any(cell.words for cell in line)]
    return Sheet(title, tuple(rows), False, tuple(_merged(lines)))


def _cells(row: _Element) -> Iterator[_Cell]:
    column = 1 + _number(row, "trPr/gridBefore", 0)
    for cell in row.iterchildren(f"{W}tc"):
        span = _number(cell, "tcPr/gridSpan", 1)
        merge = cell.find(_path("tcPr/vMerge"))
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        yield _Cell(column, span, "" if goes_on else _words(cell), goes_on)
        column += span


def _words(cell: _Element) -> str:
    """The paragraphs of a cell, a line each, without what was deleted in tracked changes."""
    lines = ("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(f"{W}p"))
    return "\n".join(line for line in lines if line.strip())


def _pieces(node: _Element) -> Iterator[str]:
    for child in node.iterchildren():
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br"):
            yield " "
        elif child.tag not in DELETED:
            yield from _pieces(child)


def _values(line: list[_Cell]) -> tuple[object, ...]:
    values: dict[int, str] = {cell.column: cell.words for cell in line}
    return tuple(values.get(column) or None for column in range(1, max(values) + 1))


def _merged(lines: list[list[_Cell]]) -> Iterator[Range]:
    """Cells over several columns, and cells that the ones below go on with."""
    open_: dict[int, Range] = {}
    for number, line in enumerate(lines, 1):
        for cell in line:
            right = cell.column + cell.span - 1
            above = open_.get(cell.column)
            if cell.goes_on and above is not None:
                open_[cell.column] = above._replace(bottom=number)
                continue
            if above is not None and _is_merge(above):
                yield above
            open_[cell.column] = Range(number, cell.column, number, right)
    yield from (found for found in open_.values() if _is_merge(found))


def _is_merge(found: Range) -> bool:
    return found.bottom > found.top or found.right > found.left


def _number(node: _Element, path: str, default: int) -> int:
    found = node.find(_path(path))
    written = found.get(f"{W}val", "") if found is not None else ""
    return int(written) if written.isdecimal() and len(written) < 5 else default


def _path(path: str) -> str:
    return "/".join(f"{W}{part}" for part in path.split("/"))


def _is_deleted(row: _Element) -> bool:
    return row.find(_path("trPr/del")) is not None
