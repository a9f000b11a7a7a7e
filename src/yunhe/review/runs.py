"""The runs of a Word part where they stand in its bytes, so that they can be cut without touching anything else.

Paragraphs and runs are counted as the anchors of a Document count them: all w:p of the part in document order, and the
w:r whose nearest paragraph is that one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from yunhe.reading.formats.docx import CHARACTERS, LOOSE, STRICT

_WORDS = (LOOSE.decode(), STRICT.decode())
_SHOWN = {tag.rsplit("}", 1)[1]: shown for tag, shown in CHARACTERS.items()}

Place = tuple[int, int]  # paragraph, run


class Child(NamedTuple):
    """An element of a run: its bytes, how many characters it counts, and where the bytes of its text stand."""

    start: int
    end: int
    length: int
    text: tuple[int, int] | None
    raw: str


@dataclass
class Run:
    """A run: its bytes, where its content begins behind the properties, its elements, the run that holds its box."""

    start: int
    content: int
    end: int = 0
    close: int = 0  # where its end tag begins
    host: Place | None = None
    notes: list[str] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)


def runs_of(data: bytes) -> dict[Place, Run]:
    """Every run of a part by paragraph and position."""
    walk = _Walk(data)
    walk.parser.Parse(data, True)
    return walk.runs


def cut_runs(data: bytes, runs: Mapping[Place, Run], marks: Iterable[tuple[Place, int, bytes]]) -> bytes:
    """The part with marks put before the character at an offset of a run; marks at one place keep their order.

    An offset at the run's beginning or end needs no cut. What is taken out again, with the cuts joined, is the part.
    """
    pieces: dict[int, list[bytes]] = {}
    cuts: dict[Place, dict[int, list[bytes]]] = {}
    for place, offset, mark in marks:
        size = sum(child.length for child in runs[place].children)
        if offset <= 0:
            pieces.setdefault(runs[place].start, []).append(mark)
        elif offset >= size:
            pieces.setdefault(runs[place].end, []).append(mark)
        else:
            cuts.setdefault(place, {}).setdefault(offset, []).append(mark)
    for place, found in cuts.items():
        for offset in sorted(found):
            at, piece = _cut(data, runs[place], offset, b"".join(found[offset]))
            pieces.setdefault(at, []).append(piece)
    return _spliced(data, pieces, [spaced for place in cuts for spaced in _spaces(data, runs[place], cuts[place])])


def _spliced(data: bytes, pieces: Mapping[int, list[bytes]], spaces: Iterable[int]) -> bytes:
    whole: dict[int, list[bytes]] = {at: list(found) for at, found in pieces.items()}
    for at in dict.fromkeys(spaces):
        whole.setdefault(at, []).append(b' xml:space="preserve"')
    out, last = [], 0
    for at in sorted(whole):
        out += [data[last:at], *whole[at]]
        last = at
    return b"".join([*out, data[last:]])


def _cut(data: bytes, run: Run, offset: int, marks: bytes) -> tuple[int, bytes]:
    """Where the run is cut, and what comes in there: its end, the marks, and its beginning once more."""
    opening = data[run.start : run.content]
    closing = data[run.close : run.end]
    for child in run.children:
        if offset < child.length and offset > 0 and child.text is not None:
            at = child.text[0] + _bytes_before(data, child, offset)
            tag = data[child.start : child.text[0]]
            end = data[child.text[1] : child.end]
            return at, end + closing + marks + opening + _preserving(tag)
        if offset <= 0:
            return child.start, closing + marks + opening
        offset -= child.length
    return run.close, closing + marks + opening


def _spaces(data: bytes, run: Run, offsets: Iterable[int]) -> Iterable[int]:
    """Where the first part of a cut text needs its blanks preserved: the end of the start tag, before its `>`."""
    for offset in offsets:
        left = offset
        for child in run.children:
            if 0 < left < child.length and child.text is not None:
                tag = data[child.start : child.text[0]]
                if b"xml:space" not in tag and child.raw[:left] != child.raw[:left].strip():
                    yield child.text[0] - 1
                break
            left -= child.length


def _preserving(tag: bytes) -> bytes:
    return tag if b"xml:space" in tag else tag[:-1] + b' xml:space="preserve">'


def _bytes_before(data: bytes, child: Child, count: int) -> int:
    """How many bytes the first characters of a text take: references such as &amp; count as one character."""
    assert child.text is not None
    at, end = child.text
    for _ in range(count):
        if data[at] == 0x26:  # &
            at = data.index(b";", at, end) + 1
            continue
        if data[at : at + 2] == b"\r\n":
            at += 1
        at += 1
        while at < end and data[at] & 0xC0 == 0x80:
            at += 1
    return at - child.text[0]


class _Walk:
    """One pass over the bytes of a part (UTF-8)."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.runs: dict[Place, Run] = {}
        self.paragraphs = -1
        self.open: list[tuple[int, list[int]]] = []  # paragraph, how many runs it has had
        self.places: list[Place] = []  # the runs that are open
        self.names: list[str] = []
        self.began: list[int] = []
        self.raw: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        word = _word(name)
        if word == "p":
            self.paragraphs += 1
            self.open.append((self.paragraphs, [0]))
        elif word == "r" and self.open:
            paragraph, count = self.open[-1]
            place = (paragraph, count[0])
            count[0] += 1
            self.runs[place] = Run(at, _tag_end(self.data, at), host=self.places[0] if self.places else None)
            self.places.append(place)
        elif word in ("footnoteReference", "endnoteReference") and self.places:
            self.runs[self.places[-1]].notes.append(word[:-9] + "s " + _word_attribute(attributes, "id"))
        self.names.append(word)
        self.began.append(at)
        self.raw = []

    def _characters(self, text: str) -> None:
        self.raw.append(text)

    def _end(self, name: str) -> None:
        word, began = self.names.pop(), self.began.pop()
        at = self.parser.CurrentByteIndex
        is_empty = at == began
        end = _tag_end(self.data, at)
        if word == "p" and self.open:
            self.open.pop()
        elif word == "r" and self.open and self.places:
            run = self.runs[self.places.pop()]
            run.end, run.close = end, end if is_empty else at
        elif self.places and self.names and self.names[-1] == "r":
            self._child(self.runs[self.places[-1]], word, began, end, None if is_empty else at)
        self.raw = []

    def _child(self, run: Run, word: str, began: int, end: int, close: int | None) -> None:
        if word == "rPr":
            run.content = end
            return
        raw = "".join(self.raw) if word == "t" else _SHOWN.get(word, "x" if word == "sym" else "")
        text = (_tag_end(self.data, began), close) if word == "t" and close is not None else None
        run.children.append(Child(began, end, len(raw), text, raw))


def _word(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if space in _WORDS else ""


def _word_attribute(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _tag_end(data: bytes, at: int) -> int:
    """The byte behind the `>` of the tag that begins here; a `>` inside quotes is part of a value."""
    quote = 0
    while True:
        byte = data[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in (0x22, 0x27):
            quote = byte
        elif byte == 0x3E:
            return at + 1
        at += 1
