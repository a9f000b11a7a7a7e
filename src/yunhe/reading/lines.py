"""Laid-out lines (pdf, ofd): which line ends are soft, which lines are running heads, feet or page numbers.

Nothing here changes the text; what a reader should skip is returned as stretches to hide.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

EDGE = 2  # lines at the top and at the bottom of a page that may be running heads or feet
HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节部]"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])"
)
PAGE_NUMBER = re.compile(r"[\s\-—–－─·•~～_第共/／页Pp.]*(\d{1,4})[\s\-—–－─·•~～_/／页]*(?:共?\s*\d{1,4}\s*页?)?")
BARE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
CLOSING = "，。；：、！？）】》”’」』〉〕％%,.;:!?)]}>‰℃"
OPENING = "（【《“‘「『〈〔([{<"
WORD = re.compile(
    rf"[{re.escape(OPENING)}]*(?:(?:[0-9A-Za-z.,+/-]+[{re.escape(CLOSING)}]*)+|"
    rf".[{re.escape(CLOSING)}]*)"
)


class Line(NamedTuple):
    """One line of a page: its stretch of the text without the line end, and where it lies, y growing downwards."""

    start: int
    end: int
    left: float
    right: float
    y: float


class Page(NamedTuple):
    """The lines of one page in the order of the text."""

    lines: tuple[Line, ...]
    height: float


class _Body(NamedTuple):
    """The measure of running text: margins, the width of one Chinese character, the usual step between lines."""

    left: float
    right: float
    em: float
    step: float


def hidden(text: str, pages: list[Page]) -> tuple[tuple[int, int], ...]:
    """The stretches to leave out when reading, ascending and disjoint."""
    furniture = _furniture(text, pages)
    kept = [Page(tuple(line for line in page.lines if line not in furniture), page.height) for page in pages]
    bodies = _bodies(text, kept)
    edges = [(line.start, line.end + 1) for line in furniture]
    return _merged([*edges, *_soft_breaks(text, kept, bodies)])


def _merged(stretches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


# Running heads, feet and page numbers


def _furniture(text: str, pages: list[Page]) -> set[Line]:
    """Lines at the edge of pages that repeat (digits ignored) or number the page."""
    found: set[Line] = set()
    for from_top in (True, False):
        candidates = [_edge(page, from_top, found) for page in pages]
        repeated = _repeated(text, candidates)
        numbers = _page_numbers(text, pages, candidates)
        for lines in candidates:
            for line in lines:
                if line not in repeated and line not in numbers:
                    break
                found.add(line)
    return found


def _edge(page: Page, from_top: bool, taken: set[Line]) -> list[Line]:
    """The outermost lines first; at most half of the page, so that its text is never all edge."""
    ordered = sorted((line for line in page.lines if line not in taken), key=lambda line: line.y, reverse=not from_top)
    return ordered[: min(EDGE, max(1, len(ordered) // 2))]


def _repeated(text: str, candidates: list[list[Line]]) -> set[Line]:
    groups: dict[str, list[list[Line]]] = defaultdict(list)
    for lines in candidates:
        for key in {_without_digits(text, line) for line in lines}:
            groups[key].append([line for line in lines if _without_digits(text, line) == key])
    often = max(2, min(3, (len(candidates) + 1) // 2))
    return {line for key, found in groups.items() if key and len(found) >= often for lines in found for line in lines}


def _without_digits(text: str, line: Line) -> str:
    return re.sub(r"[\d\s\-—–－─·.]+", "", text[line.start : line.end])


def _page_numbers(text: str, pages: list[Page], candidates: list[list[Line]]) -> set[Line]:
    """Adorned numbers at an edge, and bare ones that count with the pages or stand clear of the text."""
    found, steps = set(), Counter[int]()
    bare: list[tuple[int, Line]] = []
    for number, lines in enumerate(candidates):
        for line in lines:
            words = text[line.start : line.end]
            match = PAGE_NUMBER.fullmatch(words)
            if match and BARE_NUMBER.fullmatch(words):
                bare.append((int(words) - number, line))
                steps[int(words) - number] += 1
            elif match and not re.fullmatch(r"\s*-?\d+\s*[页.]?\s*", words):
                found.add(line)
    alone = len(pages) == 1 and len(pages[0].lines) > 2
    counted = {line for step, line in bare if steps[step] >= 2 or (alone and _stands_clear(pages[0], line))}
    return found | counted


def _stands_clear(page: Page, line: Line) -> bool:
    distance = min(abs(line.y - other.y) for other in page.lines if other is not line)
    return distance > 1.6 * _step([page])


# Soft line ends


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _bodies(text: str, pages: list[Page]) -> list[_Body]:
    """The measure of each page; a page with few lines borrows that of the document."""
    lines = [line for page in pages for line in page.lines]
    em = _em(text, lines)
    step = _step(pages)
    own = [_margins(text, page.lines, em) for page in pages]
    known = [margins for margins in own if margins]
    whole = _margins(text, lines, em) or (0.0, 0.0)
    width = _median(right - left for left, right in known) if known else whole[1] - whole[0]
    return [_Body(*_settled(margins, whole, width), em, step) for margins in own]


def _settled(margins: tuple[float, float] | None, whole: tuple[float, float], width: float) -> tuple[float, float]:
    left, right = margins or whole
    return left, max(right, left + width) if margins else right


def _em(text: str, lines: list[Line]) -> float:
    """The usual advance of one Chinese character."""
    sizes = [(line.right - line.left) / width for line in lines if (width := _width(text[line.start : line.end])) >= 10]
    return _median(sizes) if sizes else 12.0


def _width(words: str) -> float:
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in words.strip())


def _step(pages: list[Page]) -> float:
    steps = [after.y - before.y for page in pages for before, after in pairwise(page.lines) if after.y > before.y]
    return _median(steps) if steps else 1e9


def _margins(text: str, lines: Sequence[Line], em: float) -> tuple[float, float] | None:
    """The outermost edges that at least two lines share, or None when too few lines tell; stops may hang outside."""
    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right - em * (text[line.end - 1] in CLOSING) for line in lines), reverse=True)
    left = next((one for one, two in pairwise(lefts) if two - one < em / 2), None)
    right = next((one for one, two in pairwise(rights) if one - two < em / 2), None)
    return None if left is None or right is None or len(lines) < 4 else (left, right)


def _soft_breaks(text: str, pages: list[Page], bodies: list[_Body]) -> Iterator[tuple[int, int]]:
    previous: tuple[Line, _Body] | None = None
    for page, body in zip(pages, bodies, strict=True):
        first = True
        for line in page.lines:
            joined = previous and _runs_on(text, *previous, line, body)
            if previous and joined and (first or line.y - previous[0].y < 1.6 * body.step):
                yield previous[0].end, line.start
            previous, first = (line, body), False


def _runs_on(text: str, line: Line, body: _Body, after: Line, after_body: _Body) -> bool:
    """Whether a paragraph goes on: the line is full, and the next begins at the margin and is no heading."""
    words = text[after.start : after.end]
    if not words.strip() or words[0].isspace() or HEADING.match(words):
        return False
    word = WORD.match(words)
    needed = min(16.0, _width(word[0]) if word else 1.0) * body.em
    full = line.right + needed > body.right - 0.4 * body.em
    return full and after.left < after_body.left + 0.8 * body.em and _same_size(text, line, after)


def _same_size(text: str, line: Line, after: Line) -> bool:
    """Whether both lines are set in one size; only lines that are nearly all Chinese tell."""
    words = [text[each.start : each.end].strip() for each in (line, after)]
    if any(len(word) < 5 or _width(word) < 0.9 * len(word) for word in words):
        return True
    one, two = ((each.right - each.left) / _width(word) for each, word in zip((line, after), words, strict=True))
    return 0.75 < one / max(two, 0.01) < 1.33
