"""The audit of a report on the shelf: held against its area's earlier reports there, and the district's own lists."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from django.db.models import Q, QuerySet

from yunhe.audit.run import run
from yunhe.audit.vocabulary import load
from yunhe.review.listing import listed
from yunhe.server.reports import shelf
from yunhe.server.reports.filling import Read
from yunhe.server.reports.models import Report
from yunhe.types import Case, Reading, Vocabulary

EARLIER = 10  # reports that one is held against, the newest first


def audited(report: Report, reading: Reading, district: Path, told: Callable[[float], None] | None = None) -> Read:
    """The reading with its findings, and what it was held against."""
    found = {before.outline.year: (id, before) for id, before in _earlier(report, reading)}
    case = Case(
        reading,
        {year: before for year, (_, before) in found.items() if year},
        vocabulary=_vocabulary(district),
    )
    rows = listed(reading, run(case, told=told))
    against = {"earlier": {str(year): id for year, (id, _) in sorted(found.items(), key=lambda each: str(each[0]))}}
    return Read(reading, rows, against, {before.document.name: id for id, before in found.values()})


def _earlier(report: Report, reading: Reading) -> Iterator[tuple[str, Reading]]:
    """The reports of the same area on earlier years, one a year, the newest first."""
    outline = reading.outline
    if not (outline.area and outline.year):
        return
    taken: set[int | None] = set()
    names = {reading.document.name}
    for other in (
        _visible(report).filter(area=outline.area, year__lt=outline.year).order_by("-year", "is_draft", "made")
    ):
        if other.year in taken or len(taken) == EARLIER:
            continue
        before = shelf.reading_of(other)
        if before.document.name not in names:
            taken.add(other.year)
            names.add(before.document.name)
            yield other.pk, before


def _visible(report: Report) -> QuerySet[Report]:
    """What its readers may see: published ones; for a draft also those of its owner."""
    own = Q(is_draft=True, owner=report.owner_id) if report.is_draft else Q(pk__in=[])
    return Report.objects.filter(Q(is_draft=False) | own, state=Report.State.DONE).exclude(pk=report.pk)


@lru_cache(maxsize=4)
def _vocabulary(district: Path) -> Vocabulary:
    return load(district)
