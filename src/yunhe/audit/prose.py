"""A reading's text as a checker sees it: sentences with their section, numbered as claims number them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, wraps
from pathlib import PurePath
from typing import NamedTuple, TypeVar

from yunhe.reading.outline import read_outline
from yunhe.reading.view import View
from yunhe.types import Claim, Reading, Role, Section, Span

_STOP = re.compile("[。！？!?]+[”’）]*")
_REMEMBERED = 256


class Sentence(NamedTuple):
    """One sentence: `text` is `chars[start:end]` of the view; `number` is what its claims say as `sentence`."""

    number: int
    start: int
    end: int
    text: str
    paragraph: int
    section: Section

    @property
    def role(self) -> Role:
        return self.section.role


class Prose:
    """The text of one reading, mapped: offsets here count in the view (`chars`), spans lead back to the text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.view = View(reading.document)
        self.chars = self.view.chars
        _, self.lines = read_outline(self.view, PurePath(reading.document.name).stem)
        self.sentences = tuple(self._read_sentences())

    def span(self, start: int, end: int) -> Span:
        """A stretch of the view as a span of the text."""
        first, last = self.view.text_range(start, end)
        return Span.at(self.reading.document.text, first, last, self.reading.document.name)

    def offset(self, place: Claim | int) -> int:
        """Where a claim, or an offset of the text, stands in the view."""
        return self.view.view_offset(place if isinstance(place, int) else place.start)

    def end_offset(self, claim: Claim) -> int:
        """Where the figure of a claim ends in the view."""
        return self.offset(claim.end - 1) + 1

    def sentence_of(self, claim: Claim) -> Sentence:
        """The sentence in which a claim stands."""
        return self.sentences[claim.sentence]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence at an offset of the view."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def claims_in(self, sentence: Sentence) -> tuple[Claim, ...]:
        """The claims of a sentence, in reading order."""
        return self._by_sentence.get(sentence.number, ())

    def paragraph(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences of the paragraph that a sentence belongs to."""
        return tuple(other for other in self._paragraphs[sentence.paragraph])

    def before(self, claim: Claim) -> str:
        """The words of the sentence before a figure."""
        return self.chars[self.sentence_of(claim).start : self.offset(claim)]

    def after(self, claim: Claim) -> str:
        """The words of the sentence behind a figure."""
        return self.chars[self.end_offset(claim) : self.sentence_of(claim).end]

    def section_of(self, claim: Claim) -> Section:
        """The section in which a claim stands; its role says whether that part reviews or plans."""
        return self.sentence_of(claim).section

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in the view, in order; use `span(m.start(), m.end())`."""
        return pattern.finditer(self.chars)

    @cached_property
    def title(self) -> Span:
        """Where a finding about the whole report belongs: its title, else its first line."""
        lines = [line for line in self.lines if line.end > line.start]
        said = self.reading.outline.title
        titled = [line for line in lines[:16] if said and said in self.chars[line.start : line.end]]
        line = (titled or lines)[0]
        return self.span(line.start, min(line.end, line.start + 60))

    def heading(self, section: Section) -> Span:
        """Where a finding about a section belongs: its heading, else its first words."""
        start = self.offset(section.start)
        stop = self.chars.find("\n", start)
        last = section.title.rsplit(" / ", 1)[-1]
        size = len(last) if last and self.chars.startswith(last, start) else 30
        return self.span(start, max(start + 1, min(stop if stop > 0 else len(self.chars), start + size)))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Claim, ...]]:
        found: dict[int, list[Claim]] = {}
        for claim in self.reading.claims:
            found.setdefault(claim.sentence, []).append(claim)
        return {number: tuple(claims) for number, claims in found.items()}

    @cached_property
    def _paragraphs(self) -> dict[int, list[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.paragraph, []).append(sentence)
        return found

    def _read_sentences(self) -> Iterator[Sentence]:
        number = 0
        for paragraph, line in enumerate(self.lines):
            section = self.reading.outline.sections[line.section]
            start = line.start
            while start < line.end:
                found = _STOP.search(self.chars, start, line.end)
                end = found.end() if found else line.end
                yield Sentence(number, start, end, self.chars[start:end], paragraph, section)
                number += 1
                start = end


class _Same:
    """A reading as a key: two are equal when they are the same object."""

    __slots__ = ("reading",)

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def __hash__(self) -> int:
        return id(self.reading)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.reading is other.reading


T = TypeVar("T")


def once_a_reading(function: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """A function of a reading that remembers what it gave for the last readings it was asked about."""

    @lru_cache(maxsize=_REMEMBERED)
    def remembered(key: _Same) -> T:
        return function(key.reading)

    @wraps(function)
    def asked(reading: Reading) -> T:
        return remembered(_Same(reading))

    return asked


@once_a_reading
def prose_of(reading: Reading) -> Prose:
    """The prose of a reading, made once."""
    return Prose(reading)
