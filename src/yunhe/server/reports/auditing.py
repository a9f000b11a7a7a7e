"""The audit of a report on the shelf: held against its area's earlier reports there and the district's statistics."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from django.db.models import Q, QuerySet

from yunhe.audit.run import run
from yunhe.audit.traces import traces_in
from yunhe.audit.vocabulary import load
from yunhe.review.findings import Audited
from yunhe.review.listing import listed
from yunhe.server.reports import shelf
from yunhe.server.reports.filling import READ, Found
from yunhe.server.reports.models import Remark, Report
from yunhe.server.reports.statistics import shipped
from yunhe.types import Case, Reading, Vocabulary

EARLIER = 10  # reports that one is held against, the newest first


def audit(report: Report, district: Path, told: Callable[[float], None] | None = None) -> Found:
    """The findings, and what the report was held against."""
    others = _named(report, earlier_than(report))
    case = _case(report, (reading for _, reading in others), district)
    rows = listed(case.draft, run(case, told=told))
    sources = dict.fromkeys(statistic.span.doc for statistic in case.statistics)
    earlier = {str(reading.outline.year): id for id, reading in others}
    against = {"earlier": earlier, "statistics": list(sources)}
    return Found(rows, against, {reading.document.name: id for id, reading in others})


def audited(report: Report, district: Path, today: str) -> Audited:
    """What the faces of an audit show: the findings as they stand on the shelf, and what they were held against."""
    ids = json.loads(report.against).get("earlier", {}).values()
    there = list(Report.objects.filter(pk__in=ids).order_by("-year"))
    case = _case(report, (reading for _, reading in _named(report, there)), district)
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


def earlier_than(report: Report) -> list[Report]:
    """The reports of the same area on earlier years that its readers may see, one a year, the newest first."""
    if not (report.area and report.year):
        return []
    found: dict[int | None, Report] = {}
    there = _visible(report).filter(area=report.area, year__lt=report.year)
    for other in there.order_by("-year", "is_draft", "made"):
        found.setdefault(other.year, other)
    return list(found.values())[:EARLIER]


def _named(report: Report, others: Sequence[Report]) -> list[tuple[str, Reading]]:
    """Their readings with their ids; files that are all called the same are told apart by their year."""
    taken, found = {report.name}, []
    for other in others:
        name = other.name if other.name not in taken else f"{other.year}年度 {other.name}"
        taken.add(name)
        found.append((other.pk, shelf.reading_of(other, name)))
    return found


def lacking(report: Report) -> list[Report]:
    """The earlier reports that have come since it was audited."""
    known = set(json.loads(report.against).get("earlier", {}).values())
    return [other for other in earlier_than(report) if other.pk not in known]


def may_repeat(report: Report) -> bool:
    """Whether it can be audited once more: not while somebody has said something of its findings."""
    return report.is_done and not Remark.objects.filter(report=report).exists()


def repeat(report: Report) -> None:
    """Have it audited once more."""
    fresh = {"state": Report.State.AUDITING, "progress": READ, "worker": "", "attempts": 0}
    Report.objects.filter(pk=report.pk, state=Report.State.DONE).update(**fresh)


def _visible(report: Report) -> QuerySet[Report]:
    """What its readers may see: published ones; for a draft also those of its owner."""
    own = Q(is_draft=True, owner=report.owner_id) if report.is_draft else Q(pk__in=[])
    return Report.objects.filter(Q(is_draft=False) | own, body__isnull=False).exclude(pk=report.pk)


@lru_cache(maxsize=4)
def _vocabulary(district: Path) -> Vocabulary:
    return load(district)
