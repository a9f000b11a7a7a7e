"""The nouns. All values are frozen; a Span proves itself against the text it quotes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

Kind = Literal["level", "growth", "change", "ratio", "rank", "streak", "threshold"]
Bound = Literal["=", ">", "<", "~"]
Status = Literal["actual", "estimate", "target"]
Accumulation = Literal["flow", "stock", "cumulative"]
Role = Literal["front", "review", "plan", "glossary", "appendix"]
Severity = Literal["error", "warning", "note"]
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
    """A place in a document. `text[start:end] == quote`, checked on creation; `doc` is the name of the document."""

    text: str = field(repr=False)
    start: int
    end: int
    quote: str
    doc: str = ""

    def __post_init__(self) -> None:
        if self.text[self.start : self.end] != self.quote or not self.quote:
            raise ValueError(f"span {self.start}:{self.end} does not quote the text: {self.quote!r}")

    @classmethod
    def at(cls, text: str, start: int, end: int, doc: str = "") -> "Span":
        """The span between two offsets."""
        return cls(text, start, end, text[start:end], doc)

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


class Statistic(NamedTuple):
    """A published figure to hold a report against: a line of a communiqué or a row of a table, with where it stands."""

    indicator: Naming
    kind: Kind
    quantity: Quantity
    period: str
    place: str
    is_final: bool | None  # 最终核实 or 初步核算; None when the source does not say
    basis: str | None
    span: Span


class Trace(NamedTuple):
    """What a file carries that no reader of the print sees: a tracked change, a comment, hidden text, an author."""

    what: Literal["insertion", "deletion", "comment", "hidden", "author", "company", "mark"]
    said: str
    span: Span | None  # where it stands in the text, when it does


class Term(NamedTuple):
    """A dated entry of a district's vocabulary: an official in a post, an organ under a name, a phrase as decided."""

    name: str
    means: str  # the post, the organ's former name, the wrong form …
    since: str  # YYYY-MM-DD, or "" when it has always held
    until: str  # "" when it still holds
    source: str


@dataclass(frozen=True)
class Vocabulary:
    """What an office knows and a text does not say; every list may be empty. See docs/definitions.md for the files."""

    officials: tuple[Term, ...] = ()
    organs: tuple[Term, ...] = ()
    phrases: tuple[Term, ...] = ()  # `name` is right, `means` a wrong form that is met
    barred: tuple[Term, ...] = ()  # 禁用词: `name` must not be written, `means` says what instead
    names: frozenset[str] = frozenset()  # never to be touched by checks of spelling
    explained: frozenset[str] = frozenset()  # coined terms that every reader knows
    units: Mapping[str, str] = field(default_factory=dict)  # indicator id, or its name → the unit that answers for it
    sessions: tuple[Term, ...] = ()  # `name` of a session of the people's congress, and the days on which it sat


@dataclass(frozen=True)
class Case:
    """What an audit looks at: the draft, and whatever else there is to hold it against.

    `earlier` has readings by the year they report on, `companions` those of the same session (计划报告, 预算报告),
    `others` reports of other areas, `targets` tables of tasks; `traces` what the draft's file carries unseen.
    """

    draft: Reading
    earlier: Mapping[int, Reading] = field(default_factory=dict)
    companions: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    targets: tuple[Reading, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    traces: tuple[Trace, ...] = ()

    @property
    def year(self) -> int | None:
        """The year the draft reports on."""
        return self.draft.outline.year

    @property
    def last(self) -> Reading | None:
        """The report on the year before."""
        return self.earlier.get(self.year - 1) if self.year else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says: spans on both sides (the draft's first), the arithmetic as evidence, and a remedy.

    A check leaves `check` and `severity` empty; who runs it fills in the name of its file and its SEVERITY.
    """

    message: str
    spans: tuple[Span, ...]
    evidence: str = ""
    remedy: str = ""
    severity: Severity | None = None
    check: str = ""

    @classmethod
    def at(
        cls,
        place: "Claim | Span",
        message: str,
        *others: "Claim | Span",
        evidence: str = "",
        remedy: str = "",
        severity: Severity | None = None,
    ) -> "Finding":
        """A finding at a claim or span of the draft, with the places it is held against."""
        spans = tuple(each.span if isinstance(each, Claim) else each for each in (place, *others))
        return cls(message, spans, evidence, remedy, severity)


Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a matter (办理记录), or to another thing that has a history; never changed afterwards.

    `subject` is the number of the matter (or `person:…`, `period:…`), `number` counts 1, 2, 3 … within it; `at` is an
    aware instant in UTC. `actor` is the post that acted (“住建局.复核岗”) or 系统, 申请人, 上级系统; `person` is the
    key of who held the post then, empty for the system. `body` holds JSON values: whole numbers, exact decimals as
    text, instants in ISO 8601; personal values stand outside it, the body has only their digests.
    """

    subject: str
    number: int
    at: datetime
    kind: str
    actor: str
    person: str
    body: Mapping[str, Json]

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError(f"event {self.subject}#{self.number} has an instant without time zone")
