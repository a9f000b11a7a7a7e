"""PDF with a text layer: every character in page order, line ends and page furniture hidden by rule, not removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from yunhe.errors import UnreadableError
from yunhe.types import Document

if TYPE_CHECKING:
    from yunhe.reading.lines import Line, Page

SUFFIXES = (".pdf",)
UNMAPPED = "\ufffd"
PASSWORD = 4  # FPDF_ERR_PASSWORD
PAGE_LIMIT = 5_000
OCR = "先做文字识别（OCR）导出带文字层的 PDF，或找 docx、txt 版本"


class _Char(NamedTuple):
    """A character of a page; `made` when pdfium put it there (spaces and line ends between boxes)."""

    char: str
    made: bool
    number: int


def recognises(head: bytes, suffix: str) -> bool:
    """The mark %PDF- near the beginning, as readers of pdf accept it."""
    return b"%PDF-" in head[:1024]


def read(data: bytes, name: str) -> Document:
    """Lines end in a line feed, pages in a form feed."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        if len(pdf) > PAGE_LIMIT:
            raise UnreadableError(name, f"PDF 有 {len(pdf)} 页，超过上限 {PAGE_LIMIT} 页", "分成几份再读")
        with pdf:
            return _document(pdf, name)
    except pypdfium2.PdfiumError as error:
        if error.err_code == PASSWORD:
            raise UnreadableError(name, "PDF 已加密，需要密码", "用有权限的软件解除密码后另存，再读") from None
        raise UnreadableError(name, f"PDF 已损坏，打不开（{error}）", "重新下载，或用阅读器打开后另存") from None


def _document(pdf: Any, name: str) -> Document:
    from yunhe.reading.lines import hidden

    starts, pages, bare = [], [], []
    pieces: list[str] = []
    length = 0
    for number in range(len(pdf)):
        starts.append(length)
        piece, page = _page(pdf[number], length)
        bare += [] if piece.strip() else [number + 1]
        pieces.append(piece)
        pages.append(page)
        length += len(piece)
    text = "".join(pieces)
    _refuse_picture(text, name)
    notes = (f"第 {'、'.join(map(str, bare))} 页没有文字层，未读入",) if bare else ()
    return Document(name, text, "pdf", "utf-8", hidden(text, pages), tuple(starts), notes=notes)


def _refuse_picture(text: str, name: str) -> None:
    visible = len(text) - sum(map(str.isspace, text))
    if not visible:
        raise UnreadableError(name, "PDF 没有文字层（扫描件或图片）", OCR)
    if text.count(UNMAPPED) > 0.3 * visible:
        raise UnreadableError(name, "PDF 的文字层是乱码（字体没有对应的编码）", OCR)


def _page(page: Any, offset: int) -> tuple[str, Page]:
    """The text of one page, its form feed included, and its lines as they lie on the page."""
    from yunhe.reading.lines import Page

    height, textpage = page.get_height(), page.get_textpage()
    pieces, found, start = [], [], offset
    for characters in _rows(textpage):
        row = "".join(char.char for char in characters)
        shown = [char.number for char in characters if not char.char.isspace()]
        if shown:
            found.append(_line(textpage, shown, height, start, start + len(row)))
        pieces.append(row + "\n")
        start += len(row) + 1
    textpage.close()
    page.close()
    return "".join(pieces) + "\f", Page(tuple(found), height)


def _line(textpage: Any, shown: list[int], height: float, start: int, end: int) -> Line:
    from yunhe.reading.lines import Line

    first, last = (textpage.get_charbox(number, loose=True) for number in (shown[0], shown[-1]))
    return Line(start, end, first[0], last[2], height - first[1])


def _rows(textpage: Any) -> Iterator[list[_Char]]:
    """The characters of each line, without the line end."""
    row: list[_Char] = []
    ended = True
    for char in _spaced(textpage, list(_characters(textpage))):
        ended = char.char in "\r\n"
        if char.char == "\n":
            yield row
            row = []
        elif not ended:
            row.append(char)
    if row or not ended:
        yield row


def _characters(textpage: Any) -> Iterator[_Char]:
    """All characters as code points; surrogate halves are joined, unmapped glyphs shown as U+FFFD."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    codes = [raw.FPDFText_GetUnicode(textpage, number) for number in range(count)]
    number = 0
    while number < count:
        code, step = codes[number], 1
        if 0xD800 <= code < 0xDC00 and number + 1 < count and 0xDC00 <= codes[number + 1] < 0xE000:
            code, step = 0x10000 + ((code - 0xD800) << 10) + codes[number + 1] - 0xDC00, 2
        made = code in (10, 13, 32) and raw.FPDFText_IsGenerated(textpage, number) == 1
        yield _Char(_shown(code), made, number)
        number += step


def _shown(code: int) -> str:
    if code in (2, 0xAD, 0xFFFE):  # pdfium's mark for a hyphen at a line end
        return "-"
    if code in (9, 10, 13) or (code >= 32 and not 0xD800 <= code < 0xE000 and code <= 0x10FFFF):
        return chr(code)
    return UNMAPPED


def _spaced(textpage: Any, characters: list[_Char]) -> Iterator[_Char]:
    """The characters less the spaces that pdfium makes of the air between Chinese and Latin script."""
    for before, char, after in zip([None, *characters], characters, [*characters[1:], None], strict=False):
        between = before and after and char.made and char.char == " "
        if not (between and before and after and _is_air(textpage, before, after)):
            yield char


def _is_air(textpage: Any, before: _Char, after: _Char) -> bool:
    if before.char < "\u2e80" and after.char < "\u2e80":
        return False
    left = textpage.get_charbox(before.number, loose=True)
    right = textpage.get_charbox(after.number, loose=True)
    return bool(right[0] - left[2] < 0.8 * (left[3] - left[1]))
