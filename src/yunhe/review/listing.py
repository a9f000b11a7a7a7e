"""Findings as a list for people: numbered, placed, each with a key that stays while its sentence does."""

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from yunhe.audit.checks import checks
from yunhe.audit.prose import Prose, prose_of
from yunhe.types import Finding, Reading, Severity, Span

KEY_LENGTH = 6


class Acceptance(NamedTuple):
    """Who has accepted a finding, when, and why; it holds while the sentence stays the same."""

    key: str
    check: str
    message: str
    sentence: str
    by: str
    on: str
    because: str


class Row(NamedTuple):
    """One finding of the list."""

    number: int
    key: str
    finding: Finding
    sentence: str
    where: str  # 第3页 or 第12段
    section: str
    accepted: Acceptance | None

    @property
    def severity(self) -> Severity:
        return self.finding.severity or "note"


def listed(draft: Reading, findings: Iterable[Finding], accepted: Mapping[str, Acceptance] | None = None) -> list[Row]:
    """The findings of a draft in their order, those that somebody accepted marked so."""
    prose, taken = prose_of(draft), Counter[str]()
    rows = []
    for number, finding in enumerate(findings, 1):
        sentence = sentence_round(prose, finding.spans[0])
        key = _key(finding, sentence, taken)
        held = (accepted or {}).get(key)
        span = finding.spans[0]
        rows.append(Row(number, key, finding, sentence, where(prose, span), _section(prose, span), held))
    return rows


def open_rows(rows: Iterable[Row]) -> list[Row]:
    """The rows that nobody has accepted."""
    return [row for row in rows if row.accepted is None]


def counts(rows: Iterable[Row]) -> Counter[Severity]:
    """How many findings of each severity."""
    return Counter(row.severity for row in rows)


def record(finding: Finding) -> dict[str, Any]:
    """A finding as `--format json` writes it."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "spans": [{"doc": s.doc, "start": s.start, "end": s.end, "quote": s.quote} for s in finding.spans],
        "evidence": finding.evidence,
        "remedy": finding.remedy,
    }


def report_name(reading: Reading) -> str:
    """What a report is called: its title with area and year where it does not say them, else the file's name."""
    outline = reading.outline
    if outline.title is None and not (outline.area and outline.year):
        return reading.document.name
    title = outline.title or "政府工作报告"
    year = outline.date[:4] if outline.date else str(outline.year + 1) if outline.year else ""
    said = [word for word in (outline.area, year and f"{year}年") if word and word not in title]
    return "".join(said) + title


def title_of(check: str) -> str:
    """What a check is called in lists."""
    known = checks().get(check)
    return known.title if known else check


def sentence_round(prose: Prose, span: Span) -> str:
    """The sentence a span stands in, without breaks and blanks."""
    return "".join(prose.sentence_at(prose.offset(span.start)).text.split())


def where(prose: Prose, span: Span) -> str:
    """The page where the document has pages, else the paragraph, both from 1."""
    page = prose.reading.document.page_of(span.start)
    if page is not None:
        return f"第{page}页"
    return f"第{prose.sentence_at(prose.offset(span.start)).paragraph + 1}段"


def shown(span: Span, longest: int = 60) -> str:
    """A quote on one line, its middle left out where it is long."""
    quote = " ".join(span.quote.split())
    half = (longest - 1) // 2
    return quote if len(quote) <= longest else f"{quote[:half]}…{quote[-half:]}"


def _section(prose: Prose, span: Span) -> str:
    return prose.sentence_at(prose.offset(span.start)).section.path


def _key(finding: Finding, sentence: str, taken: Counter[str]) -> str:
    """The same for the same check on the same words of the same sentence, wherever that stands."""
    said = "\0".join((finding.check, sentence, "".join(finding.spans[0].quote.split())))
    taken[said] += 1
    return sha256(f"{said}\0{taken[said]}".encode()).hexdigest()[:KEY_LENGTH]
