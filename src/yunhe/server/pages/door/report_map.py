"""The report as a map: its paragraphs, with every system marked where the report says it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yunhe.systems import SystemRow

ENDS = "。！？：:；;)）”"  # what a paragraph ends with; one that ends with something else was broken off by a page
SHORT = 60  # a line that is shorter is a title or a signature
_HEADING = re.compile(r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\s*$")


class Piece(NamedTuple):
    """A stretch of text, and the system that it names, if any; whether its quote begins and ends here."""

    text: str
    row: SystemRow | None = None
    begins: bool = False
    ends: bool = False


class Paragraph(NamedTuple):
    """A paragraph, joined where a page ended inside it; `is_heading` when it is the title of a section."""

    is_heading: bool
    pieces: tuple[Piece, ...]


def paragraphs(text: str, rows: Sequence[SystemRow]) -> Iterator[Paragraph]:
    """Every paragraph; together they are the whole text but for its line ends."""
    ordered = sorted(rows, key=lambda row: (row.says.start, row.says.end))
    for lines in _joined(text):
        pieces = [piece for start, end in lines for piece in _pieces(text, start, end, _inside(ordered, start, end))]
        yield Paragraph(_is_heading(text[slice(*lines[0])]), tuple(pieces))


def _joined(text: str) -> Iterator[list[tuple[int, int]]]:
    """Lines that say something, by their ends; one that breaks off goes on in the next."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        said = line.rstrip("\r\n\f")
        if said.strip():
            found.append((start, start + len(said)))
            if len(said) < SHORT or said.rstrip()[-1] in ENDS:
                yield found
                found = []
        start += len(line)
    if found:
        yield found


def _inside(rows: Sequence[SystemRow], start: int, end: int) -> list[SystemRow]:
    return [row for row in rows if row.says.start < end and row.says.end > start]


def _is_heading(line: str) -> bool:
    found = _HEADING.match(line)
    return found is not None and len(line) < 60 and "。" not in line


def _pieces(text: str, start: int, end: int, rows: Sequence[SystemRow]) -> Iterator[Piece]:
    """Plain and marked stretches in turn; where two quotes meet, the later one takes over at its start."""
    at = start
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        begin, stop = max(row.says.start, at), min(row.says.end, end)
        if following is not None:
            stop = max(begin, min(stop, following.says.start))
        if begin > at:
            yield Piece(text[at:begin])
        ends = stop == row.says.end or (following is not None and following.says.start == stop)
        yield Piece(text[begin:stop], row, begins=begin == row.says.start, ends=ends)
        at = max(at, stop)
    if at < end:
        yield Piece(text[at:end])
