"""The nouns. All values are frozen; a Span proves itself against the text it quotes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["level", "growth", "change", "ratio", "rank", "streak", "threshold"]
Bound = Literal["=", ">", "<", "~"]
Status = Literal["actual", "estimate", "target"]
Accumulation = Literal["flow", "stock", "cumulative"]
Role = Literal["front", "review", "plan", "glossary", "appendix"]
Level = Literal["national", "province", "city", "county", "township"]


class Anchor(NamedTuple):
    """Where a stretch of the text came from in a docx: `text[start:start+length]` stands in a run of a paragraph.

    `part` is the package part (word/document.xml, word/footnotes.xml), `paragraph` counts its w:p elements in document
    order, `run` the w:r elements of that paragraph, `offset` the characters of the run before this stretch.
    """

    start: int
    length: int
    part: str
    paragraph: int
    run: int
    offset: int


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: the frozen text and how it was obtained. Offsets always count code points of `text`.

    `hidden` are the stretches that the view leaves out (soft line breaks, running heads, page numbers, navigation),
    ascending and disjoint; `pages` the offsets at which pages begin (empty when the format has no pages); `anchors`
    leads back into a docx. `notes` are remarks of the intake a user should see (encoding found, tracked changes met).
    """

    name: str
    text: str
    media: str = "txt"
    encoding: str = "utf-8"
    hidden: tuple[tuple[int, int], ...] = ()
    pages: tuple[int, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    notes: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Page number from 1, or None when the format has no pages."""
        if not self.pages:
            return None
        from bisect import bisect_right

        return max(1, bisect_right(self.pages, offset))


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a document. `text[start:end] == quote`, checked on creation."""

    text: str = field(repr=False)
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.text[self.start : self.end] != self.quote or not self.quote:
            raise ValueError(f"span {self.start}:{self.end} does not quote the text: {self.quote!r}")

    @classmethod
    def at(cls, text: str, start: int, end: int) -> "Span":
        """The span between two offsets."""
        return cls(text, start, end, text[start:end])

    def stands_in(self, text: str) -> bool:
        """Whether the quote stands in this text at this place."""
        return text[self.start : self.end] == self.quote


class Quantity(NamedTuple):
    """An exact value in its base unit (2206.3亿元 → 220630000000 元), with its bound."""

    value: Decimal
    unit: str
    bound: Bound = "="


class Naming(NamedTuple):
    """What a figure is about: the phrase as the text has it, and the indicator it means when exactly one fits."""

    phrase: str
    id: str | None = None
    is_ratio: bool = False
    basis: str | None = None  # growth basis of the indicator: 可比价, 现价 …

    def __str__(self) -> str:
        return self.phrase


@dataclass(frozen=True, slots=True)
class Claim:
    """What one figure says. Keys and meanings as in the claim contract (docs/concepts.md)."""

    span: Span
    kind: Kind
    quantity: Quantity
    indicator: Naming
    status: Status
    period: str
    place: str
    of: int | None
    scope: str | None
    basis: str | None
    accumulation: Accumulation | None
    sentence: int
    section: str
    rules: tuple[str, ...]

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end

    @property
    def quote(self) -> str:
        return self.span.quote

    @property
    def value(self) -> Decimal:
        return self.quantity.value

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def bound(self) -> Bound:
        return self.quantity.bound

    @property
    def indicator_id(self) -> str | None:
        return self.indicator.id


class Other(NamedTuple):
    """A numeral that is no figure, by class: date, section, edition, announced, name, grade, ordinal, word, unread …"""

    start: int
    end: int
    quote: str
    what: str


class Section(NamedTuple):
    """A heading with its stretch of text: level 1 for 一、, 2 for (一), 3 for 1.; `path` joins headings by “ / ”."""

    start: int
    end: int
    level: int
    title: str
    path: str
    role: Role


@dataclass(frozen=True, slots=True)
class Outline:
    """What kind of report this is. A field is None when the text does not say it."""

    title: str | None = None
    area: str | None = None
    level: Level | None = None
    organ: str | None = None
    session: str | None = None
    speaker: str | None = None
    date: str | None = None
    year: int | None = None  # the year reported on
    sections: tuple[Section, ...] = ()
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its outline, its claims in reading order, and every other numeral by class."""

    document: Document
    outline: Outline
    claims: tuple[Claim, ...]
    others: tuple[Other, ...]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    @property
    def unread(self) -> tuple[Other, ...]:
        """The numerals that no rule could account for."""
        return tuple(other for other in self.others if other.what == "unread")
