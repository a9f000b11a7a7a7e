"""The audit of a report on the shelf: held against its area's earlier reports there and the district's statistics."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from django.db.models import Q, QuerySet

from yunhe.audit.run import run
from yunhe.audit.traces import traces_in
from yunhe.audit.vocabulary import load
from yunhe.review.findings import Audited
from yunhe.review.listing import listed
from yunhe.server.reports import shelf
from yunhe.server.reports.filling import Found
from yunhe.server.reports.models import Report
from yunhe.server.reports.statistics import shipped
from yunhe.types import Case, Reading, Vocabulary

EARLIER = 10  # reports that one is held against, the newest first


def audit(report: Report, district: Path, told: Callable[[float], None] | None = None) -> Found:
    """The findings, and what the report was held against."""
    others = list(_earlier(report, shelf.reading_of(report)))
    case = _case(report, (reading for _, reading in others), district)
    rows = listed(case.draft, run(case, told=told))
    sources = dict.fromkeys(statistic.span.doc for statistic in case.statistics)
    earlier = {str(reading.outline.year): id for id, reading in others}
    against = {"earlier": earlier, "statistics": list(sources)}
    return Found(rows, against, {reading.document.name: id for id, reading in others})


def audited(report: Report, district: Path, today: str) -> Audited:
    """What the faces of an audit show: the findings as they stand on the shelf, and what they were held against."""
    ids = json.loads(report.against).get("earlier", {}).values()
    there = Report.objects.filter(pk__in=ids)
    case = _case(report, map(shelf.reading_of, there), district)
    return Audited(str(shelf.path_of(report)), case, shelf.findings_of(report), date=today)


def _case(report: Report, earlier: Iterable[Reading], district: Path) -> Case:
    reading = shelf.reading_of(report)
    return Case(
        reading,
        {before.outline.year: before for before in earlier if before.outline.year},
        statistics=tuple(each for each in shipped(district) if each.place == reading.outline.area),
        vocabulary=_vocabulary(district),
        traces=traces_in(str(shelf.path_of(report)), reading.document),
    )


def _earlier(report: Report, reading: Reading) -> Iterator[tuple[str, Reading]]:
    """The reports of the same area on earlier years, one a year, the newest first."""
    outline = reading.outline
    if not (outline.area and outline.year):
        return
    taken: set[int | None] = set()
    names = {reading.document.name}
    there = _visible(report).filter(area=outline.area, year__lt=outline.year)
    for other in there.order_by("-year", "is_draft", "made"):
        if other.name not in names and other.year not in taken:
            taken.add(other.year)
            names.add(other.name)
            yield other.pk, shelf.reading_of(other)
        if len(taken) == EARLIER:
            return


def _visible(report: Report) -> QuerySet[Report]:
    """What its readers may see: published ones; for a draft also those of its owner."""
    own = Q(is_draft=True, owner=report.owner_id) if report.is_draft else Q(pk__in=[])
    return Report.objects.filter(Q(is_draft=False) | own, body__isnull=False).exclude(pk=report.pk)


@lru_cache(maxsize=4)
def _vocabulary(district: Path) -> Vocabulary:
    return load(district)
