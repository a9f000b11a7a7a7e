"""The report in full as HTML: paragraphs, headings, tables, and every figure marked where it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
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
    return Body(reading).written()


def figure_title(claim: Claim) -> str:
    """What a figure says, in one line."""
    said = [claim.indicator.phrase, amount(claim), KINDS[claim.kind], STATUSES[claim.status], claim.period, claim.place]
    return " · ".join(word for word in said if word)


class Body:
    """A text with what stands in it: figures, headings and page ends, each by its offset.

    How a figure, a heading and a page end are written are methods of their own, so that another page may write them
    otherwise; `places`, `before` and `ring` are for what else is to be marked there.
    """

    def __init__(self, reading: Reading) -> None:
        self.document = reading.document
        self.text = reading.document.text
        self.figures = list(_apart(reading.claims))
        self.starts = [claim.start for _, claim in self.figures]
        self.sections = [(i, section) for i, section in enumerate(reading.outline.sections) if section.title]
        self.title = reading.outline.title
        self.body = self.sections[0][1].start if self.sections else 0
        self.pages = list(enumerate(reading.document.pages, 1))
        self.marked: set[int] = set()

    def written(self) -> str:
        """The blocks, in order."""
        blocks = groupby(paragraphs(self.document), key=lambda p: "\t" in self.text[p.start : p.end])
        written = (self.table(found) if is_table else map(self.block, found) for is_table, found in blocks)
        return "\n".join(chain.from_iterable(written))

    def heading(self, number: int) -> str:
        """The name of a section's place."""
        return f"s{number}"

    def figure(self, number: int, claim: Claim, goes_on: bool) -> str:
        """The start tag of a figure; one that a page end cut goes on without its name."""
        known = "" if goes_on else f' id="f{claim.start}"'
        kind = f"f {claim.kind} {claim.status}{' more' if goes_on else ''}"
        title = escape(figure_title(claim), quote=True)
        return f'<a class="{kind}"{known} href="#r{claim.start}" data-i="{number}" title="{title}">'

    def page(self, number: int) -> str:
        """Where a page begins."""
        return f'<span class="page">第 {number} 页</span>'

    def places(self, start: int, end: int) -> Iterable[int]:
        """Where else a piece is cut."""
        return ()

    def before(self, start: int) -> str:
        """What else stands before a stretch."""
        return ""

    def ring(self, start: int) -> str:
        """The start tag of a mark that stands round a stretch; stretches with the same one share it."""
        return ""

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
        known = f' id="{self.heading(first)}" data-section'
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
        anchors, written = anchors or {}, list[tuple[bool, str, str]]()
        for start, end in pieces:
            for a, b in self._stretches(start, end, bold, anchors):
                shown = self._page_ends(b) + self.before(a) + self._stretch(a, b)
                if a in anchors:
                    shown = f'<span id="{self.heading(anchors[a])}" data-section></span>{shown}'
                written.append((a < bold, self.ring(a), shown))
        return "".join(_ringed(written))

    def _stretches(self, start: int, end: int, bold: int, anchors: dict[int, int]) -> Iterator[tuple[int, int]]:
        """A piece cut wherever a figure, a heading or a page begins or ends."""
        near = self.figures[max(0, bisect_right(self.starts, start) - 1) : bisect_left(self.starts, end)]
        cuts = {start, end, bold, *anchors} | {at for _, claim in near for at in (claim.start, claim.end)}
        cuts |= {offset for _, offset in self.pages[:_PAGES_AHEAD] if offset < end}
        cuts.update(self.places(start, end))
        edges = sorted(cut for cut in cuts if start <= cut <= end)
        return pairwise(edges)

    def _stretch(self, start: int, end: int) -> str:
        shown = escape(self.text[start:end])
        at = bisect_right(self.starts, start) - 1
        if at < 0 or self.figures[at][1].end <= start:
            return shown
        number, claim = self.figures[at]
        goes_on = number in self.marked
        self.marked.add(number)
        return f"{self.figure(number, claim, goes_on)}{shown}</a>"

    def _page_ends(self, end: int) -> str:
        """The numbers of the pages that begin before this offset and were not named yet."""
        named = ""
        while self.pages and self.pages[0][1] < end:
            number, _ = self.pages.pop(0)
            named = self.page(number)
        return named


def _ringed(written: Iterable[tuple[bool, str, str]]) -> Iterator[str]:
    """Stretches of a paragraph, neighbours in bold in one tag, and neighbours under the same mark in one."""
    for is_bold, stretches in groupby(written, key=lambda each: each[0]):
        inside = "".join(
            f"{ring}{shown}</mark>" if ring else shown
            for ring, found in groupby(stretches, key=lambda each: each[1])
            for shown in ["".join(said for _, _, said in found)]
        )
        yield f"<b>{inside}</b>" if is_bold else inside


def _apart(claims: tuple[Claim, ...]) -> Iterator[tuple[int, Claim]]:
    """Each claim with its number, without those that overlap an earlier one."""
    last = -1
    for number, claim in enumerate(claims):
        if claim.start >= last:
            yield number, claim
            last = claim.end
