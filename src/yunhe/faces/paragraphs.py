"""The text as paragraphs to look at: lines that a page or a line width broke are joined again, nothing is searched."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from yunhe.reading.view import View
from yunhe.types import Claim, Document

_STOP = re.compile("[。！？!?；;]")
_FAR = 300  # characters either side; what goes on longer is cut


class Paragraph(NamedTuple):
    """The stretches of the text that make one paragraph, ascending; between them lies only what is not shown."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def shown(self, text: str, start: int, end: int) -> str:
        """What is shown of the text between two offsets."""
        return "".join(text[max(a, start) : min(b, end)] for a, b in self.pieces if a < end and start < b)


class Sentence(NamedTuple):
    """The sentence round a figure, as it is shown."""

    before: str
    figure: str
    after: str


def paragraphs(document: Document) -> list[Paragraph]:
    """Every paragraph that holds something, in order."""
    view = View(document)
    found, at = [], 0
    for line in view.chars.split("\n"):
        start, stop = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        if start < stop:
            found.append(Paragraph(tuple(_pieces(view, start, stop))))
        at += len(line) + 1
    return found


class Sentences:
    """The sentences of a document, by the figures in them."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.paragraphs = paragraphs(document)
        self.starts = [paragraph.start for paragraph in self.paragraphs]

    def around(self, claim: Claim) -> Sentence:
        """The sentence of a claim; it never leaves the paragraph."""
        whole = self.paragraphs[max(0, bisect_right(self.starts, claim.start) - 1)]
        start, end = max(whole.start, claim.start - _FAR), min(whole.end, claim.end + _FAR)
        for stop in _STOP.finditer(self.text, start, claim.start):
            start = stop.end()
        closing = _STOP.search(self.text, claim.end, end)
        end = closing.end() if closing else end
        before = whole.shown(self.text, start, claim.start).lstrip()
        return Sentence(before, whole.shown(self.text, claim.start, claim.end), whole.shown(self.text, claim.end, end))


def _pieces(view: View, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches behind a line of the view; blanks it leaves out are kept, breaks and hidden parts are not."""
    first = view.text_offset(start)
    end = first
    for a, b in _unbroken(view, start, stop):
        if a != end and not _is_blank(view.document, end, a):
            yield first, end
            first = a
        end = b
    yield first, end


def _unbroken(view: View, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches of the text that stand in the view without a gap."""
    a, b = view.text_range(start, stop)
    if b - a == stop - start:
        yield a, b
        return
    middle = (start + stop) // 2
    yield from _unbroken(view, start, middle)
    yield from _unbroken(view, middle, stop)


def _is_blank(document: Document, start: int, end: int) -> bool:
    between = document.text[start:end]
    return not between.strip(" \t\u3000\u00a0") and not any(a < end and start < b for a, b in document.hidden)
