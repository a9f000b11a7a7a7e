"""Two reports side by side: two drafts by their figures, or two years by indicator; remembered in this process."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from yunhe.audit.alignment import Aligned, aligned
from yunhe.audit.difference import Change, changes
from yunhe.faces.paragraphs import Sentence, Sentences
from yunhe.faces.wording import STATUSES, amount
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report
from yunhe.types import Claim

_KEPT = 32


class Side(NamedTuple):
    """A figure on one side, in its sentence."""

    amount: str
    start: int
    sentence: Sentence


class Pair(NamedTuple):
    """A figure that is not as it was, on both sides as far as it stands there."""

    what: str
    name: str
    section: str
    before: Side | None
    after: Side | None


def differences(old: Report, new: Report) -> Sequence[Pair]:
    """What happened to the figures from one draft to the other, in the order of the new one."""
    return _differences(_mark(old), _mark(new))


def years(old: Report, new: Report) -> Sequence[Aligned]:
    """The indicators of two years."""
    return _years(_mark(old), _mark(new))


_Mark = tuple[str, str]


def _mark(report: Report) -> _Mark:
    """What is remembered goes with a report as it was read."""
    return report.pk, str(report.ended)


@lru_cache(_KEPT)
def _differences(old: _Mark, new: _Mark) -> tuple[Pair, ...]:
    readings = [shelf.reading_of(Report.objects.get(pk=mark[0])) for mark in (old, new)]
    before, after = (Sentences(reading.document) for reading in readings)
    return tuple(_pair(change, before, after) for change in changes(*readings))


@lru_cache(_KEPT)
def _years(old: _Mark, new: _Mark) -> tuple[Aligned, ...]:
    return tuple(aligned(*(shelf.reading_of(Report.objects.get(pk=mark[0])) for mark in (old, new))))


def _pair(change: Change, before: Sentences, after: Sentences) -> Pair:
    claim = change.after or change.before
    assert claim is not None
    is_other = bool(change.before and change.after and change.before.status != change.after.status)
    sides = _side(change.before, before, is_other), _side(change.after, after, is_other)
    return Pair(change.what, claim.indicator.phrase, claim.section, *sides)


def _side(claim: Claim | None, sentences: Sentences, is_other: bool) -> Side | None:
    """One side; where a target has become an outcome, it says which it is."""
    if claim is None:
        return None
    said = f"{STATUSES[claim.status]}{amount(claim)}" if is_other else amount(claim)
    return Side(said, claim.start, sentences.around(claim))


def forget() -> None:
    """Nothing is remembered: tests."""
    _differences.cache_clear()
    _years.cache_clear()
