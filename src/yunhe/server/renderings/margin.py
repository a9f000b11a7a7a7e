"""The margin of a report: its findings with what was said of each."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yunhe.review.listing import title_of
from yunhe.review.words import severity_word
from yunhe.server.reports.models import Mark, Remark, Report

SHAPES = {"error": "■", "warning": "▲", "note": "○"}
_OTHERS = 5  # places beside its own that a finding names
_LONGEST = 60


class Elsewhere(NamedTuple):
    """Another place that a finding rests on: in this report when `report` is its own, or none on the shelf."""

    doc: str
    quote: str
    report: str
    start: int


class Note(NamedTuple):
    """A finding, its check in words, the places it rests on, and what was said of it, the oldest first."""

    mark: Mark
    check: str
    word: str
    shape: str
    quote: str
    others: Sequence[Elsewhere]
    remarks: Sequence[Remark]

    @property
    def is_done(self) -> bool:
        """Whether somebody has accepted it."""
        return self.mark.state == Mark.State.ACCEPTED

    @property
    def acceptance(self) -> Remark | None:
        """The acceptance in force."""
        accepted = [each for each in self.remarks if each.what == Remark.What.ACCEPT]
        return accepted[-1] if accepted and self.is_done else None


def notes_of(report: Report) -> list[Note]:
    """Every finding in reading order."""
    said = defaultdict[int, list[Remark]](list)
    for remark in Remark.objects.filter(report=report).order_by("id"):
        said[remark.mark_id].append(remark)
    return [_note(mark, said[mark.pk]) for mark in Mark.objects.filter(report=report).order_by("start", "number")]


def note_of(report: Report, number: int) -> Note | None:
    """One finding."""
    mark = Mark.objects.filter(report=report, number=number).first()
    return _note(mark, Remark.objects.filter(mark=mark).order_by("id")) if mark else None


def _note(mark: Mark, remarks: Iterable[Remark]) -> Note:
    spans = json.loads(mark.spans)
    word, shape = severity_word(mark.severity), SHAPES.get(mark.severity, "○")
    others = tuple(_elsewhere(spans, mark.report_id))
    return Note(mark, title_of(mark.check_name), word, shape, _shown(spans[0]["quote"]), others, list(remarks))


def _elsewhere(spans: Sequence[dict[str, object]], own: str) -> Iterator[Elsewhere]:
    here = spans[0]["doc"]
    for span in spans[1 : 1 + _OTHERS]:
        doc, report = str(span["doc"]), span.get("report")
        name = "" if doc == here else doc
        yield Elsewhere(
            name, _shown(str(span["quote"])), own if doc == here else str(report or ""), int(str(span["start"]))
        )


def _shown(quote: str) -> str:
    said, half = " ".join(quote.split()), _LONGEST // 2
    return said if len(said) <= _LONGEST else f"{said[:half]}…{said[-half:]}"
