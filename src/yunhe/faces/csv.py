"""CSV that opens right in Excel: UTF-8 with mark, one Chinese heading row, no cell that acts as a formula."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any, BinaryIO

from yunhe.faces import Frame
from yunhe.faces.records import COLUMNS, table_rows
from yunhe.types import Reading

NAME = "csv"
SUFFIX = ".csv"
ABOUT = "表格，Excel 直接打开"

_ACTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBERS = ("value", "start", "end", "of", "sentence")


def part(reading: Reading, frame: Frame) -> bytes:
    """The rows of one document."""
    return _rows([_safe(key, cell) for key, cell in row.items()] for row in table_rows(reading))


def write(parts: Iterable[bytes], out: BinaryIO, frame: Frame) -> None:
    """The mark, the headings and the rows of all documents."""
    out.write(b"\xef\xbb\xbf" + _rows([COLUMNS.values()]))
    for rows in parts:
        out.write(rows)


def _rows(rows: Iterable[Iterable[Any]]) -> bytes:
    page = StringIO(newline="")
    csv.writer(page).writerows(rows)
    return page.getvalue().encode("utf-8", "replace")


def _safe(key: str, cell: Any) -> Any:
    """Text that Excel would run as a formula gets an apostrophe before it; numbers are ours and stay."""
    if cell is None:
        return ""
    return cell if key in _NUMBERS else harmless(cell)


def harmless(cell: Any) -> Any:
    """A cell that Excel does not run as a formula."""
    return "'" + str(cell) if str(cell).lstrip().startswith(_ACTS) else cell
