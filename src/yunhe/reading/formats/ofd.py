"""OFD (GB/T 33190): text objects grouped into lines by their baseline, lines and pages as in a pdf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from yunhe.errors import UnreadableError
from yunhe.types import Document

if TYPE_CHECKING:
    from yunhe.reading.lines import Line, Page

SUFFIXES = (".ofd",)
PAGE_LIMIT = 5_000
OCR = "先做文字识别（OCR），或找 docx、txt 版本"


def recognises(head: bytes, suffix: str) -> bool:
    """A zip that names OFD.xml; the suffix suffices when the zip is damaged."""
    return head.startswith(b"PK") and (b"OFD.xml" in head or suffix in SUFFIXES)


def read(data: bytes, name: str) -> Document:
    """Lines end in a line feed, pages in a form feed."""
    import ofdkit

    from yunhe.reading.package import Package

    Package(data, name, "ofd").refuse_bombs()
    try:
        with ofdkit.open(data) as ofd:
            if len(ofd.pages) > PAGE_LIMIT:
                raise UnreadableError(name, f"OFD 有 {len(ofd.pages)} 页，超过上限 {PAGE_LIMIT} 页", "分成几份再读")
            return _document(ofd.pages, name)
    except ofdkit.OFDError as error:
        raise UnreadableError(name, f"OFD 已损坏，打不开（{error}）", "重新下载，或用 OFD 阅读器打开后另存") from None


def _document(found: Iterable[Any], name: str) -> Document:
    from yunhe.reading.lines import hidden

    pieces: list[str] = []
    starts: list[int] = []
    pages: list[Page] = []
    length = 0
    for page in found:
        starts.append(length)
        piece, laid = _page(page, length)
        pieces.append(piece)
        pages.append(laid)
        length += len(piece)
    text = "".join(pieces)
    if not text.strip():
        raise UnreadableError(name, "OFD 没有文字（扫描件或图片）", OCR)
    bare = [str(number) for number, piece in enumerate(pieces, 1) if not piece.strip()]
    notes = (f"第 {'、'.join(bare)} 页没有文字，未读入",) if bare else ()
    return Document(name, text, "ofd", "utf-8", hidden(text, pages), tuple(starts), notes=notes)


def _page(page: Any, offset: int) -> tuple[str, Page]:
    """The text of one page, its form feed included, and its lines as they lie on the page."""
    from yunhe.reading.lines import Page

    pieces, found, start = [], [], offset
    for row in _rows(_single(page)):
        words = "".join(_joined(row))
        found.append(_line(row, start, start + len(words)))
        pieces.append(words + "\n")
        start += len(words) + 1
    return "".join(pieces) + "\f", Page(tuple(found), page.height)


def _line(row: list[Any], start: int, end: int) -> Line:
    from yunhe.reading.lines import Line

    first = row[0]
    indent = len(first.text) - len(first.text.lstrip())
    right = max(run.x + _advance(run) for run in row)
    return Line(start, end, first.x + indent * first.size, right, first.y)


def _advance(run: Any) -> float:
    """The width of a run; one without a size tells the steps between its characters only, one less than these."""
    count = len(run.text)
    return float(run.width) if run.size or count < 2 else float(run.width) * count / (count - 1)


def _single(page: Any) -> list[Any]:
    """The runs of the page, once each: bold is often made by drawing a run twice.

    Where different words begin at one place the file gives no places to go by, and nothing is dropped.
    """
    runs = [run for run in page.runs if run.text.strip()]
    words: dict[tuple[int, int], set[str]] = defaultdict(set)
    for run in runs:
        words[_place(run)].add(run.text)
    once = {(_place(run), run.text): run for run in reversed(runs)}
    return [run for run in runs if len(words[_place(run)]) > 1 or once[_place(run), run.text] is run]


def _place(run: Any) -> tuple[int, int]:
    return round(run.x * 4), round(run.y * 4)


def _rows(runs: list[Any]) -> Iterator[list[Any]]:
    """Runs whose baselines differ by less than half their size, each row from left to right."""
    row: list[Any] = []
    for run in sorted(runs, key=lambda run: (run.y, run.x)):
        if row and run.y - row[0].y > 0.5 * max(1.0, min(run.size, row[0].size)):
            yield sorted(row, key=lambda run: run.x)
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda run: run.x)


def _joined(row: list[Any]) -> Iterator[str]:
    """The words of a row; a gap wider than a character, or one between Latin words, is a space."""
    for before, run in zip([None, *row], row, strict=False):
        if before and _is_apart(before, run):
            yield " "
        yield run.text


def _is_apart(before: Any, run: Any) -> bool:
    gap = (run.x - before.x - before.width) / max(1.0, run.size)
    latin = before.text[-1].isascii() and run.text[0].isascii()
    return gap > (0.25 if latin else 1.0) and not before.text[-1].isspace() and not run.text[0].isspace()
