"""An Excel workbook of two sheets, 表述 and 文档, written row by row; numbers are numbers where a double holds them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, BinaryIO

from yunhe.faces import Frame
from yunhe.faces.records import COLUMNS, DOCUMENT_COLUMNS, document_row, table_rows
from yunhe.faces.wording import LEVELS
from yunhe.types import Reading

NAME = "xlsx"
SUFFIX = ".xlsx"
ABOUT = "Excel 工作簿：表述、文档两张表"

Part = tuple[list[list[Any]], list[Any]]

_ROWS = 1_048_576  # an Excel sheet holds no more
_CELL = 32_767  # characters, likewise
_WIDTHS = {
    "doc": 24, "indicator": 34, "indicator_id": 22, "value": 18, "quote": 14, "sentence_text": 60, "section": 36,
    "title": 30, "organ": 22, "session": 34, "notes": 30,
}  # fmt: skip
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def part(reading: Reading, frame: Frame) -> Part:
    """The rows of one document, and its own row."""
    claims = [list(row.values()) for row in table_rows(reading)]
    value = list(COLUMNS).index("value")
    for row in claims:
        row[value] = _number(row[value])
    about = document_row(reading)
    about |= {"level": LEVELS.get(about["level"] or ""), "truncated": "是" if about["truncated"] else "否"}
    return claims, list(about.values())


def write(parts: Iterable[Part], out: BinaryIO, frame: Frame) -> None:
    """Both sheets; when one is full, the claims go on in the next."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    claims, documents = Sheet(book, "表述", COLUMNS), Sheet(book, "文档", DOCUMENT_COLUMNS)
    for rows, about in parts:
        documents.append(about)
        for row in rows:
            if claims.filled == _ROWS:
                claims.close()
                claims = Sheet(book, f"表述{len(book.sheetnames)}", COLUMNS)
            claims.append(row)
    claims.close()
    documents.close()
    book.save(out)


class Sheet:
    """A sheet with its heading row, frozen, with filters and widths."""

    def __init__(self, book: Any, title: str, columns: dict[str, str], widths: dict[str, int] = _WIDTHS) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self.sheet, self.filled, self.last = book.create_sheet(title), 0, get_column_letter(len(columns))
        self.cell = WriteOnlyCell
        self.sheet.freeze_panes = "A2"
        for place, key in enumerate(columns, 1):
            self.sheet.column_dimensions[get_column_letter(place)].width = widths.get(key, 11)
        headings = [WriteOnlyCell(self.sheet, heading) for heading in columns.values()]
        for heading in headings:
            heading.font = Font(bold=True)
        self.append(headings)

    def append(self, row: list[Any]) -> None:
        """The next row."""
        self.sheet.append([self._shown(value) for value in row])
        self.filled += 1

    def close(self) -> None:
        """Filters over all rows there are."""
        self.sheet.auto_filter.ref = f"A1:{self.last}{self.filled}"

    def _shown(self, value: Any) -> Any:
        """Text stays text, also when it begins like a formula; large numbers and fractions are shown in full."""
        if isinstance(value, str):
            text = _UNPRINTABLE.sub("", value)[:_CELL]
            return self._typed(text, "s") if text.startswith("=") else text
        if isinstance(value, float) or (isinstance(value, int) and abs(value) >= 10**11):
            return self._typed(value, "n", "0.######" if isinstance(value, float) else "0")
        return value

    def _typed(self, value: Any, kind: str, number_format: str = "General") -> Any:
        cell = self.cell(self.sheet, value)
        cell.data_type, cell.number_format = kind, number_format
        return cell


def _number(digits: str) -> int | float | str:
    """The value as a number of Excel where it is exact, else as text."""
    value = Decimal(digits)
    if len(value.as_tuple().digits) > 15:
        return digits
    return int(value) if value == value.to_integral_value() else float(value)
