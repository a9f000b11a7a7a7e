"""Tables as documents: a row a line, cells parted by tabs, so that every cell has a span."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from yunhe.errors import UnreadableError, reason
from yunhe.reading.intake import MARK_LINES, marking
from yunhe.types import Document, Span

SUFFIXES = (".xlsx", ".csv", ".tsv")
_LIMIT = 50 * 2**20
_SEPARATORS = ",;\t|"


class Cell(NamedTuple):
    """One cell that is not empty: its words, its column from 0, and where it stands in the document."""

    words: str
    column: int
    start: int

    def span(self, document: Document) -> Span:
        return Span.at(document.text, self.start, self.start + len(self.words), document.name)


def is_table(path: str) -> bool:
    """Whether a path names a table that `table_document` reads."""
    return path.lower().endswith(SUFFIXES)


def table_document(path: str, *, on_classified_machine: bool = False) -> Document:
    """The rows of a workbook (all sheets) or of a csv as a document; UnreadableError says what is wrong."""
    data = _contents(path)
    rows = _workbook(data, path) if path.lower().endswith(".xlsx") else _separated(data, path)
    text = "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)
    if not text.strip():
        raise UnreadableError(path, "表里没有内容", "检查是否选错了文件")
    if not on_classified_machine:
        _refuse_classified(text, path)
    return Document(path, text, media=Path(path).suffix.lower().lstrip("."))


def rows_of(document: Document) -> Iterator[list[Cell]]:
    """The rows of a document, cell by cell; a line without tabs is a row of one cell."""
    at = 0
    for line in document.text.splitlines(keepends=True):
        start, row = at, []
        for column, words in enumerate(line.rstrip("\r\n\f").split("\t")):
            if words.strip():
                row.append(Cell(words.strip(), column, start + len(words) - len(words.lstrip())))
            start += len(words) + 1
        yield row
        at += len(line)


def _contents(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(_LIMIT + 1)
    except FileNotFoundError:
        raise UnreadableError(path, "没有这个文件", "核对路径和文件名") from None
    except OSError as error:
        raise UnreadableError(path, f"打不开（{reason(error)}）", "检查路径和权限") from error
    if not data:
        raise UnreadableError(path, "文件是空的（0 字节）", "核对文件是否下载或保存完整")
    if len(data) > _LIMIT:
        raise UnreadableError(path, "超过 50 MB", "只留要核对的那张表")
    return data


def _refuse_classified(text: str, path: str) -> None:
    for line in text.split("\n")[:MARK_LINES]:
        for words in line.split("\t"):
            if "密" in words and marking().fullmatch(words.strip()):
                raise UnreadableError(
                    path,
                    f"表格标有密级：{words.strip()[:30]}",
                    "涉密文件只能在涉密计算机上处理；确在涉密计算机上时加 --on-classified-machine",
                )


def _workbook(data: bytes, path: str) -> list[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [[_shown(cell) for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise UnreadableError(path, f"不是完好的 xlsx（{error}）", "用 Excel 打开后另存为 xlsx") from error


def _shown(cell: Any) -> str:
    """A cell of a workbook as it is seen: 0.055 in the format 0.0% is 5.5%, a date is a date."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        share = "%" in (cell.number_format or "")
        number = Decimal(str(value)) * (100 if share else 1)
        digits = format(number, "f")
        return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + ("%" if share else "")
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%Y-%m-%d")
    return " ".join(str(value).split())


def _separated(data: bytes, path: str) -> Iterable[list[str]]:
    from yunhe.reading.formats import txt

    text = txt.read(data, path).text
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = "\t" if path.lower().endswith(".tsv") else max(_SEPARATORS, key=first.count)
    try:
        return [[" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise UnreadableError(path, f"不是完好的 csv（{error}）", "用 Excel 打开后另存为 csv") from error
