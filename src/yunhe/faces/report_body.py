"""The report in full as HTML: paragraphs, headings, tables, and every figure marked where it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import escape
from itertools import chain, groupby, pairwise

from yunhe.faces.paragraphs import Paragraph, paragraphs
from yunhe.faces.wording import KINDS, STATUSES, amount
from yunhe.types import Claim, Reading, Section

_PAGES_AHEAD = 8  # more pages do not begin in one piece
_HEADING = 60  # characters; what is longer is a paragraph that begins with its heading
_Pieces = tuple[tuple[int, int], ...]


def report_body(reading: Reading) -> str:
    """The blocks of the report, in order."""
    page = _Page(reading)
    blocks = groupby(paragraphs(reading.document), key=lambda p: "\t" in reading.document.text[p.start : p.end])
    written = (page.table(found) if is_table else map(page.block, found) for is_table, found in blocks)
    return "\n".join(chain.from_iterable(written))


def figure_title(claim: Claim) -> str:
    """What a figure says, in one line."""
    said = [claim.indicator.phrase, amount(claim), KINDS[claim.kind], STATUSES[claim.status], claim.period, claim.place]
    return " · ".join(word for word in said if word)


class _Page:
    """A text with what stands in it: figures, headings and page ends, each by its offset."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.figures = list(_apart(reading.claims))
        self.starts = [claim.start for _, claim in self.figures]
        self.sections = list(enumerate(reading.outline.sections))
        self.title = reading.outline.title
        self.body = self.sections[0][1].start if self.sections else 0
        self.pages = list(enumerate(reading.document.pages, 1))
        self.marked: set[int] = set()

    def table(self, rows: Iterator[Paragraph]) -> Iterator[str]:
        """Neighbouring rows whose cells are set apart by tabs."""
        yield "<table>"
        for row in rows:
            yield "<tr>" + "".join(f"<td>{self._inside(cell)}</td>" for cell in self._cells(row.pieces)) + "</tr>"
        yield "</table>"

    def block(self, paragraph: Paragraph) -> str:
        """A paragraph, or a heading when it is nothing else."""
        headings = [(i, section) for i, section in self.sections if paragraph.start <= section.start < paragraph.end]
        if not headings:
            return f"<p{self._front(paragraph)}>{self._inside(paragraph.pieces)}</p>"
        (first, section), *others = headings
        known = f' id="s{first}" data-section'
        inside = self._inside(paragraph.pieces, self._bold(paragraph, section), {s.start: i for i, s in others})
        if paragraph.end - paragraph.start <= _HEADING and "。" not in self.text[paragraph.start : paragraph.end - 1]:
            rank = min(4, section.level + 1)
            return f"<h{rank}{known}>{inside}</h{rank}>"
        return f"<p{known}>{inside}</p>"

    def _front(self, paragraph: Paragraph) -> str:
        """How a line before the first heading is set: the title large, the lines under it in the middle."""
        said = self.text[paragraph.start : paragraph.end]
        if paragraph.start >= self.body or len(said) > _HEADING or said[-1] in "。：:，":
            return ""
        return ' class="title"' if said == self.title else ' class="front"'

    def _bold(self, paragraph: Paragraph, section: Section) -> int:
        """Where the heading that begins a paragraph ends: behind its first sentence."""
        full_stop = self.text.find("。", section.start, min(paragraph.end, section.start + _HEADING))
        return section.start if full_stop < 0 else full_stop + 1

    def _cells(self, pieces: _Pieces) -> Iterator[_Pieces]:
        cell: list[tuple[int, int]] = []
        for start, end in pieces:
            while (tab := self.text.find("\t", start, end)) >= 0:
                yield (*cell, (start, tab))
                cell, start = [], tab + 1
            cell.append((start, end))
        yield tuple(cell)

    def _inside(self, pieces: _Pieces, bold: int = -1, anchors: dict[int, int] | None = None) -> str:
        """The text of a paragraph with its figures, in bold up to an offset."""
        anchors, written = anchors or {}, []
        for start, end in pieces:
            for a, b in self._stretches(start, end, bold, anchors):
                shown = self._page_ends(b) + self._stretch(a, b)
                if a in anchors:
                    shown = f'<span id="s{anchors[a]}" data-section></span>{shown}'
                written.append(f"<b>{shown}</b>" if a < bold else shown)
        return "".join(written).replace("</b><b>", "")

    def _stretches(self, start: int, end: int, bold: int, anchors: dict[int, int]) -> Iterator[tuple[int, int]]:
        """A piece cut wherever a figure, a heading or a page begins or ends."""
        near = self.figures[max(0, bisect_right(self.starts, start) - 1) : bisect_left(self.starts, end)]
        cuts = {start, end, bold, *anchors} | {at for _, claim in near for at in (claim.start, claim.end)}
        cuts |= {offset for _, offset in self.pages[:_PAGES_AHEAD] if offset < end}
        edges = sorted(cut for cut in cuts if start <= cut <= end)
        return pairwise(edges)

    def _stretch(self, start: int, end: int) -> str:
        shown = escape(self.text[start:end])
        at = bisect_right(self.starts, start) - 1
        if at < 0 or self.figures[at][1].end <= start:
            return shown
        number, claim = self.figures[at]
        goes_on = number in self.marked
        known = "" if goes_on else f' id="f{claim.start}"'
        self.marked.add(number)
        kind = f"f {claim.kind} {claim.status}{' more' if goes_on else ''}"
        title = escape(figure_title(claim), quote=True)
        return f'<a class="{kind}"{known} href="#r{claim.start}" data-i="{number}" title="{title}">{shown}</a>'

    def _page_ends(self, end: int) -> str:
        """The numbers of the pages that begin before this offset and were not named yet."""
        named = ""
        while self.pages and self.pages[0][1] < end:
            number, _ = self.pages.pop(0)
            named = f'<span class="page">第 {number} 页</span>'
        return named


def _apart(claims: tuple[Claim, ...]) -> Iterator[tuple[int, Claim]]:
    """Each claim with its number, without those that overlap an earlier one."""
    last = -1
    for number, claim in enumerate(claims):
        if claim.start >= last:
            yield number, claim
            last = claim.end
