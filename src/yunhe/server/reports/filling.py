"""What was read and what was found of a report, each written in one transaction: the body, its rows, the counts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from json import dumps
from typing import Any, NamedTuple

from django.db.models import QuerySet

from yunhe.audit.history import points
from yunhe.audit.prose import prose_of
from yunhe.faces.records import reading_record
from yunhe.faces.restoring import layout_record
from yunhe.faces.wording import plain
from yunhe.review.listing import Row
from yunhe.server.clock import now
from yunhe.server.histories import keeping as histories
from yunhe.server.reports.models import Report
from yunhe.server.reports.shelf import packed
from yunhe.server.searching import keeping as searching
from yunhe.server.statement import Statement
from yunhe.server.transaction import Writing
from yunhe.types import Claim, Reading, Span

_OUTLINE = {"title": 300, "area": 60, "level": 12, "organ": 120, "session": 120, "speaker": 60, "date": 10}
READ = 55  # of the progress, when the reading is done
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

_NO_MARKS = Statement("DELETE FROM reports_mark WHERE report_id = %s")


class Found(NamedTuple):
    """What an audit found. `against` is {"earlier": {year: id}, "statistics": [file]}; `names` leads from the name of
    another document in a finding to its id on the shelf."""

    rows: Sequence[Row]
    against: Mapping[str, Any] = {}
    names: Mapping[str, str] = {}


def fill_reading(report: Report, reading: Reading) -> bool:
    """Write what was read; the report then waits to be audited. False, and nothing written, when another worker has
    taken it meanwhile or it is gone."""
    sentences = [(report.pk, *row) for row in _sentences(reading)]
    figures = [(report.pk, *_figure(number, claim)) for number, claim in enumerate(reading.claims)]
    body = [packed(each) for each in (reading.document.text, reading_record(reading), layout_record(reading.document))]
    told = list(points(reading))
    with Writing():
        if not _mine(report).update(**_of_reading(reading, len(sentences)), **_FREE):
            return False
        for emptying in _EMPTYING:
            emptying.run([report.pk])
        _BODY.run([report.pk, *body])
        _run_each(_SENTENCES, sentences)
        _run_each(_FIGURES, figures)
        searching.keep(report.pk, reading.outline, ((row[1], row[-1]) for row in sentences), reading.claims)
        histories.keep(report.pk, told)
    return True


def fill_findings(report: Report, found: Found) -> bool:
    """Write what was found; the report is done. False as above."""
    marks = [(report.pk, *_mark(row, found.names)) for row in found.rows]
    with Writing():
        if not _mine(report).update(**_of_findings(found), **_FREE):
            return False
        _NO_MARKS.run([report.pk])
        _run_each(_MARKS, marks)
    return True


_FREE = {"worker": "", "beat": None, "attempts": 0, "problem": "", "remedy": ""}


def _mine(report: Report) -> QuerySet[Report]:
    return Report.objects.filter(pk=report.pk, worker=report.worker)


def _run_each(statement: Statement, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        statement.run_each(rows)


def _of_reading(reading: Reading, sentences: int) -> dict[str, Any]:
    """The columns that a reading fills."""
    outline, document = reading.outline, reading.document
    found = {key: clean(getattr(outline, key) or "", longest) for key, longest in _OUTLINE.items()}
    return found | {
        "state": Report.State.AUDITING, "progress": READ, "format": document.media, "year": outline.year,
        "truncated": outline.truncated, "characters": len(document.text), "sentences": sentences,
        "claims": len(reading.claims), "unread": len(reading.unread),
    }  # fmt: skip


def _of_findings(found: Found) -> dict[str, Any]:
    """The columns that an audit fills."""
    severities = Counter(row.severity for row in found.rows)
    return {
        "state": Report.State.DONE, "progress": 100, "ended": now(), "findings": len(found.rows),
        "errors": severities["error"], "warnings": severities["warning"], "notes": severities["note"],
        "against": dumps(found.against, ensure_ascii=False),
    }  # fmt: skip


def clean(text: str, longest: int | None = None) -> str:
    """A text as PostgreSQL keeps it: no NUL, no half of a pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:longest]


def _sentences(reading: Reading) -> Iterator[tuple[int, str, str, int, int, str]]:
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


def _mark(row: Row, names: Mapping[str, str]) -> tuple[object, ...]:
    finding, first = row.finding, row.finding.spans[0]
    spans = dumps([_span(span, names) for span in finding.spans], ensure_ascii=False)
    return (
        row.number, row.key, finding.check, row.severity, first.start, first.end, clean(finding.message),
        clean(finding.remedy), clean(finding.evidence), clean(spans), clean(row.sentence), row.where,
        clean(row.section), "open",
    )  # fmt: skip


def _span(span: Span, names: Mapping[str, str]) -> dict[str, Any]:
    report = names.get(span.doc)
    return {"doc": span.doc, "start": span.start, "end": span.end, "quote": span.quote, "report": report}
