"""Tables as documents: a row a line, cells parted by tabs, so that every cell has a span."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

from yunhe.errors import UnreadableError
from yunhe.types import Document

SUFFIXES = (".xlsx", ".csv", ".tsv")
_LIMIT = 50 * 2**20


def is_table(path: str) -> bool:
    """Whether a path names a table that `table_document` reads."""
    return path.lower().endswith(SUFFIXES)


def table_document(path: str) -> Document:
    """The rows of a workbook (all sheets) or of a csv as a document; UnreadableError says what is wrong."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(path, f"打不开（{error.strerror or error}）", "检查路径和权限") from error
    if len(data) > _LIMIT:
        raise UnreadableError(path, "超过 50 MB", "只留要核对的那张表")
    rows = _workbook(data, path) if path.lower().endswith(".xlsx") else _separated(data, path)
    text = "".join("\t".join(_cell(cell) for cell in row).rstrip("\t") + "\n" for row in rows)
    if not text.strip():
        raise UnreadableError(path, "表里没有内容", "检查是否选错了文件")
    return Document(path, text, media=Path(path).suffix.lower().lstrip("."))


def _workbook(data: bytes, path: str) -> Iterable[Iterable[object]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise UnreadableError(path, f"不是完好的 xlsx（{error}）", "用 Excel 打开后另存为 xlsx") from error


def _separated(data: bytes, path: str) -> Iterable[Iterable[object]]:
    from yunhe.reading.formats import txt

    text = txt.read(data, path).text
    return csv.reader(io.StringIO(text), delimiter="\t" if path.lower().endswith(".tsv") else ",")


def _cell(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())
