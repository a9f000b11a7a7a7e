"""Rows for people as csv or xlsx: what a page shows, handed out as it is seen."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from yunhe.faces.csv import harmless
from yunhe.faces.xlsx import Sheet

FORMATS = ("csv", "xlsx")
_WIDE, _WIDEST = 12, 60


def listed(format: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file; no cell acts as a formula."""
    kept = [[harmless(cell) for cell in row] for row in rows]
    return _csv(columns, kept) if format == "csv" else _xlsx(title, columns, kept)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    page = StringIO(newline="")
    csv.writer(page).writerows([columns, *rows])
    return b"\xef\xbb\xbf" + page.getvalue().encode("utf-8", "replace")


def _xlsx(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook

    book, out = Workbook(write_only=True), BytesIO()
    widths = {
        column: max(_WIDE, min(_WIDEST, 2 * max((len(row[at]) for row in rows), default=0)))
        for at, column in enumerate(columns)
    }
    sheet = Sheet(book, title, {column: column for column in columns}, widths)
    for row in rows:
        sheet.append(list(row))
    sheet.close()
    book.save(out)
    return out.getvalue()
