"""What was read and found of a report, written in one transaction: the body, its rows, the counts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from json import dumps
from typing import Any, NamedTuple

from yunhe.audit.prose import prose_of
from yunhe.faces.records import reading_record
from yunhe.faces.restoring import layout_record
from yunhe.faces.wording import plain
from yunhe.review.listing import Row
from yunhe.server.clock import now
from yunhe.server.reports.models import Report
from yunhe.server.reports.shelf import packed
from yunhe.server.statement import Statement
from yunhe.server.transaction import Writing
from yunhe.types import Claim, Reading, Span

_OUTLINE = {"title": 300, "area": 60, "level": 12, "organ": 120, "session": 120, "speaker": 60, "date": 10}
_WHOLE, _PARTS = 32, 6  # digits that `size` holds


def _insert(table: str, *columns: str) -> Statement:
    named = ", ".join(f'"{column}"' for column in columns)
    return Statement(f"INSERT INTO {table} ({named}) VALUES ({', '.join(['%s'] * len(columns))})")


_BODY = _insert("reports_body", "report_id", "text", "reading", "layout")
_SENTENCES = _insert("reports_sentence", "report_id", "number", "section", "role", "start", "end", "text")
_FIGURES = _insert(
    "reports_figure", "report_id", "number", "start", "end", "quote", "kind", "indicator", "indicator_id", "value",
    "size", "unit", "bound", "period", "status", "place", "basis", "scope", "accumulation", "of", "sentence",
)  # fmt: skip
_MARKS = _insert(
    "reports_mark", "report_id", "number", "key", "check_name", "severity", "start", "end", "message", "remedy",
    "evidence", "spans", "sentence", "where", "section", "state",
)  # fmt: skip
_EMPTYING = [
    Statement(f"DELETE FROM {table} WHERE report_id = %s")
    for table in ("reports_body", "reports_sentence", "reports_figure", "reports_mark")
]


class Read(NamedTuple):
    """All that is known of a report when it is done. `against` is {"earlier": {year: id}, "statistics": [file]};
    `names` leads from the name of another document in a finding to its id on the shelf."""

    reading: Reading
    rows: Sequence[Row]
    against: Mapping[str, Any] = {}
    names: Mapping[str, str] = {}


def fill(report: Report, read: Read) -> bool:
    """Write it; False, and nothing written, when another worker has taken the report meanwhile or it is gone."""
    sentences = [(report.pk, *row) for row in _sentences(read.reading)]
    figures = [(report.pk, *_figure(number, claim)) for number, claim in enumerate(read.reading.claims)]
    marks = [(report.pk, *_mark(row, read)) for row in read.rows]
    with Writing():
        mine = Report.objects.filter(pk=report.pk, worker=report.worker)
        if not mine.update(**_said(report, read, len(sentences))):
            return False
        for emptying in _EMPTYING:
            emptying.run([report.pk])
        reading, document = read.reading, read.reading.document
        record, layout = packed(reading_record(reading)), packed(layout_record(document))
        _BODY.run([report.pk, packed(document.text), record, layout])
        for statement, rows in ((_SENTENCES, sentences), (_FIGURES, figures), (_MARKS, marks)):
            if rows:
                statement.run_each(rows)
    return True


def _said(report: Report, read: Read, sentences: int) -> dict[str, Any]:
    """The columns of the report itself."""
    reading, outline, document = read.reading, read.reading.outline, read.reading.document
    found = {key: clean(getattr(outline, key) or "", longest) for key, longest in _OUTLINE.items()}
    severities = Counter(row.severity for row in read.rows)
    return found | {
        "state": Report.State.DONE, "progress": 100, "ended": now(), "worker": "", "beat": None, "problem": "",
        "remedy": "", "format": document.media, "year": outline.year, "truncated": outline.truncated,
        "characters": len(document.text), "sentences": sentences, "claims": len(reading.claims),
        "unread": len(reading.unread), "findings": len(read.rows), "errors": severities["error"],
        "warnings": severities["warning"], "notes": severities["note"],
        "against": dumps(read.against, ensure_ascii=False),
    }  # fmt: skip


def clean(text: str, longest: int | None = None) -> str:
    """A text as PostgreSQL keeps it: no NUL, no half of a pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:longest]


def _sentences(reading: Reading) -> Iterator[tuple[object, ...]]:
    """Every sentence that says something, where it stands without the blanks round it."""
    prose = prose_of(reading)
    for sentence in prose.sentences:
        said = sentence.text
        start = sentence.start + len(said) - len(said.lstrip())
        end = sentence.start + len(said.rstrip())
        if start < end:
            first, last = prose.view.text_range(start, end)
            shown = clean(prose.view.original(start, end))
            yield sentence.number, clean(sentence.section.path), sentence.role, first, last, shown


def _figure(number: int, claim: Claim) -> tuple[object, ...]:
    value = plain(claim.value)
    return (
        number, claim.start, claim.end, clean(claim.quote), claim.kind, clean(claim.indicator.phrase),
        claim.indicator_id or "", value, _size(claim.value), clean(claim.unit, 40), claim.bound,
        clean(claim.period, 40), claim.status, clean(claim.place, 120), clean(claim.basis or "", 60),
        clean(claim.scope or ""), claim.accumulation or "", claim.of, claim.sentence,
    )  # fmt: skip


def _size(value: Decimal) -> str | None:
    """The value to sort by."""
    rounded = round(value, _PARTS) if value.is_finite() and value.adjusted() < _WHOLE else None
    return None if rounded is None else f"{rounded:f}"


def _mark(row: Row, read: Read) -> tuple[object, ...]:
    finding, first = row.finding, row.finding.spans[0]
    spans = dumps([_span(span, read) for span in finding.spans], ensure_ascii=False)
    return (
        row.number, row.key, finding.check, row.severity, first.start, first.end, clean(finding.message),
        clean(finding.remedy), clean(finding.evidence), clean(spans), clean(row.sentence), row.where,
        clean(row.section), "open",
    )  # fmt: skip


def _span(span: Span, read: Read) -> dict[str, Any]:
    report = read.names.get(span.doc)
    return {"doc": span.doc, "start": span.start, "end": span.end, "quote": span.quote, "report": report}
