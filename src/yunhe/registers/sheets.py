"""The rows of a csv, xlsx or docx as they were put in: raw values with row numbers, merged and uncalculated cells.

Nothing is dropped silently: what cannot be trusted (a zip bomb, an old xls, a mixture of encodings) is refused.
"""

import csv
import io
import re
import warnings
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yunhe.definitions import raw as cell
from yunhe.errors import UnreadableError
from yunhe.reading.encoding import BOMS, decode
from yunhe.reading.package import BROKEN, Package
from yunhe.registers.sheet import MOST_COLUMNS, MOST_ROWS, Range, Row, Sheet
from yunhe.registers.word_tables import is_word, word_sheets

LARGEST_FILE = 50 * 2**20
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of a worksheet
_BROKEN = (*BROKEN, TypeError, AttributeError, IndexError, SyntaxError, ArithmeticError, AssertionError)
ACTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a cell that begins so is run as a formula
_SEPARATORS = ",\t;|"
_AGAIN = "用Excel或WPS打开后另存为xlsx"
_SMALLER = "分成几份导入"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class SeparatedRows:
    """The rows of a csv, parted anew each time they are gone through, so that they never lie in memory together."""

    data: bytes
    name: str
    encoding: str
    separator: str

    def __iter__(self) -> Iterator[Row]:
        mark = next((bom for bom, _ in BOMS if self.data.startswith(bom)), b"")
        stream = io.BytesIO(self.data)
        stream.seek(len(mark))
        text = io.TextIOWrapper(stream, self.encoding, newline="")
        return _limited(_separated(text, self.separator, self.name), self.name)


def sheets_of(data: bytes, name: str) -> list[Sheet]:
    """The sheets, hidden ones without their rows; what it is, is told by its content, not by its name."""
    if not data:
        raise UnreadableError(name, "文件是空的（0字节）", "核对文件是否保存完整")
    if len(data) > LARGEST_FILE:
        raise UnreadableError(name, f"文件超过{LARGEST_FILE >> 20}MB", _SMALLER)
    if data.startswith(_OLE):
        raise UnreadableError(name, "是旧的xls，或加了密码的xlsx", f"去掉密码，{_AGAIN}")
    if data.startswith(b"PK"):
        return word_sheets(data, name) if is_word(data) else _workbook(data, name)
    return [Sheet("", _separated_rows(data, name))]


def _limited(rows: Iterable[tuple[object, ...]], name: str, formulas: Container[int] = ()) -> Iterator[Row]:
    """The rows in which something stands, be it a formula without value, as many as can be imported at once."""
    taken = 0
    for number, cells in enumerate(rows, 1):
        if number > LAST_ROW:
            raise UnreadableError(name, f"行号超过{LAST_ROW}", _AGAIN)
        if all(cell.is_blank(value) for value in cells) and number not in formulas:
            continue
        if (taken := taken + 1) > MOST_ROWS:
            raise UnreadableError(name, f"超过{MOST_ROWS}行", _SMALLER)
        if len(cells) > MOST_COLUMNS and any(not cell.is_blank(value) for value in cells[MOST_COLUMNS:]):
            raise UnreadableError(name, f"第{number}行超过{MOST_COLUMNS}列", "只留要导入的列")
        yield Row(number, cells[:MOST_COLUMNS])


# csv


def _separated_rows(data: bytes, name: str) -> SeparatedRows:
    """The rows of a csv, all of which can be parted."""
    text, encoding = decode(data, name)
    if text.lstrip()[:1] == "<":
        raise UnreadableError(name, "是网页，不是表格", _AGAIN)
    rows = SeparatedRows(data, name, encoding, _separator(text))
    del text
    for _ in rows:
        pass
    return rows


def _separated(text: Iterable[str], separator: str, name: str) -> Iterator[tuple[object, ...]]:
    reader = csv.reader(text, delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield tuple(_unquoted(value) for value in cells)
    except csv.Error as error:
        remedy = "检查此处的引号是否成对；内容里的逗号要放在引号里"
        raise UnreadableError(name, f"第{reader.line_num}行不是完好的csv（{error}）", remedy) from None


def _separator(text: str) -> str:
    """The sign that parts most of the first lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]
    return max(_SEPARATORS, key=lambda sign: (sum(sign in line for line in lines), sum(map(_counting(sign), lines))))


def _counting(sign: str) -> Any:
    return lambda line: line.count(sign)


def _unquoted(value: str) -> str:
    """A value without what keeps a spreadsheet from changing it: ="…", or an apostrophe before what would act."""
    if "=" not in value and value[:1] != "'":
        return value
    if value[:1] == "'" and value.lstrip("'").startswith(ACTS):
        return value[1:]
    found = re.fullmatch(r'\s*="(.*)"\s*', value)
    return found[1] if found else value


def quieted(value: str) -> str:
    """A value as a csv holds it so that no spreadsheet runs it as a formula; it is read back as it was."""
    return f"'{value}" if value.lstrip("'").startswith(ACTS) else value


# xlsx


def _workbook(data: bytes, name: str) -> list[Sheet]:
    from openpyxl import load_workbook

    package = Package(data, name, "xlsx")
    package.refuse_bombs()
    marks = {title: _marks(package.content(part), name) for title, part in _parts(package, name).items()}
    try:
        with warnings.catch_warnings():  # a date out of range comes as an error value, which is refused in its cell
            warnings.simplefilter("ignore")
            book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return [_sheet(sheet, *marks[sheet.title], name) for sheet in book.worksheets]
    except _BROKEN as error:
        raise UnreadableError(name, f"不是完好的xlsx（{error}）", _AGAIN) from None


def _sheet(sheet: Any, merged: tuple[Range, ...], uncalculated: frozenset[tuple[int, int]], name: str) -> Sheet:
    if sheet.sheet_state != "visible":
        return Sheet(sheet.title, (), is_hidden=True)
    sheet.reset_dimensions()
    raws = (tuple(_seen(one) for one in cells) for cells in sheet.iter_rows())
    rows = _limited(raws, name, {row for row, _ in uncalculated})
    return Sheet(sheet.title, tuple(rows), False, merged, uncalculated)


def _seen(one: Any) -> object:
    """A cell as it is seen: 0.055 in the format 0.0% is 5.5%, 7 in the format 000 is 007."""
    value = one.value
    if value.__class__ is not int and value.__class__ is not float:
        return value
    shape = one.number_format or ""
    if "%" in shape and len(Decimal(repr(value)).as_tuple().digits) <= cell.EXACT_DIGITS:
        return cell.plain(Decimal(repr(value)).scaleb(2, cell.EXACT)) + "%"
    if re.fullmatch("0{2,}", shape) and value == int(value) and value >= 0:
        return str(int(value)).zfill(len(shape))
    return value


def _parts(package: Package, name: str) -> dict[str, str]:
    """Sheet → the part of the package that holds it."""
    book = next((part for kind, part in package.relations("") if kind == "officeDocument"), "")
    if not book.endswith(".xml") or book not in package:
        raise UnreadableError(name, "是压缩包，但不是xlsx", _AGAIN)
    relations = package.xml(f"{book.rpartition('/')[0]}/_rels/{book.rpartition('/')[2]}.rels")
    ids = [node.get("Id") for node in relations if node.get("TargetMode") != "External"]
    parts = dict(zip(ids, (part for _, part in package.relations(book)), strict=True))
    found = {}
    for node in package.xml(book).iterfind("{*}sheets/{*}sheet"):
        key = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
        if (part := parts.get(str(key), "")) in package and "/worksheets/" in f"/{part}":
            found[str(node.get("name"))] = part
    return found


def _marks(part: bytes, name: str) -> tuple[tuple[Range, ...], frozenset[tuple[int, int]]]:
    """The merged cells of a sheet, and the formulas whose value was never worked out."""
    from lxml import etree

    merged: list[Range] = []
    uncalculated: list[tuple[int, int]] = []
    if b"<!DOCTYPE" in part[:2000]:
        raise UnreadableError(name, "含有文档类型声明（DTD），可能是实体炸弹", _AGAIN)
    wanted = ("{*}row", "{*}mergeCell")
    try:
        for _, node in etree.iterparse(io.BytesIO(part), tag=wanted, resolve_entities=False, no_network=True):
            if node.tag.endswith("mergeCell"):
                merged.append(Range(*_ends(node.get("ref", ""))))
            else:
                uncalculated += _uncalculated(node)
            node.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(name, f"不是完好的xlsx（{error}）", _AGAIN) from None
    return tuple(merged), frozenset(uncalculated)


def _uncalculated(row: Any) -> Iterator[tuple[int, int]]:
    """The places of a row's formulas without value; a row or cell far outside of any worksheet is refused."""
    _ends(f"A{row.get('r', '1')}")
    if len(row):
        _ends(row[-1].get("r", "A1"))
    for formula in row.iterfind("{*}c/{*}f"):
        one = formula.getparent()
        if not one.findtext("{*}v") and one.get("t") != "str":
            yield _ends(one.get("r", "A1"))[:2]


def _ends(reference: str) -> tuple[int, int, int, int]:
    """Row and column of both ends of `B3:D5`, or twice those of `B3`."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", reference)
    if found is None:
        raise ValueError(f"单元格位置 {reference[:20]}")
    left, top, right, bottom = found.groups()
    ends = int(top), column_number(left), int(bottom or top), column_number(right or left)
    if max(ends[0], ends[2]) > LAST_ROW or max(ends[1], ends[3]) > LAST_COLUMN:
        raise ValueError(f"单元格位置 {reference}")
    return ends


def column_number(letters: str) -> int:
    """A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 28 → AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
