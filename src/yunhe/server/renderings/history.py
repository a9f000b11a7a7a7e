"""An indicator through the other reports of an area, and what the district's observations say of it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db import transaction
from django.db.models import Q, QuerySet

from yunhe.observations.observation import Version
from yunhe.observations.source import said as source_said
from yunhe.review.history_chart import Point, chart, headline
from yunhe.server.observations import versions
from yunhe.server.observations.saying import amount
from yunhe.server.observations.versions import Asked
from yunhe.server.reports.models import Figure, Report
from yunhe.types import Quantity

_MOST = 200  # figures of one indicator that are drawn
_OBSERVED = 8


class History(NamedTuple):
    """What is known of an indicator: its points in order, a drawing of those with a year, and a line that says it."""

    points: Sequence[Point]
    headline: str
    drawing: str


class Observed(NamedTuple):
    """An observation as it is shown."""

    period: str
    amount: str
    status: str
    source: str
    is_simulated: bool


def figure_at(report: Report, start: int) -> Figure | None:
    """The figure that begins at an offset."""
    return Figure.objects.filter(report=report, start=start).first()


def history_of(figure: Figure, report: Report, seen: QuerySet[Report]) -> History:
    """The same indicator of the same place in every report of the area that may be seen."""
    if not report.area or not figure.indicator:
        return History((), "", "")
    alike = {"kind": figure.kind, "unit": figure.unit, "place": figure.place, "scope": figure.scope}
    alike |= {"indicator_id": figure.indicator_id} if figure.indicator_id else {"indicator": figure.indicator}
    reports = seen.filter(area=report.area, state=Report.State.DONE)
    same = Q(accumulation__in=(figure.accumulation, "")) if figure.accumulation else Q()  # what is not said may be it
    found = Figure.objects.filter(same, report__in=reports, **alike).select_related("report").order_by("period", "id")
    points = tuple(_points(found[:_MOST], figure))
    if len(points) < 2:
        return History((), "", "")
    line = headline(points, int(figure.period) if figure.period.isdecimal() else None)
    return History(points, line, chart(points, line))


def _points(found: QuerySet[Figure], here: Figure) -> Iterator[Point]:
    for each in found:
        if len(each.period) == 4 and each.period.isdecimal():
            kinds: Any = each.kind, each.status, each.bound
            quantity = Quantity(Decimal(each.value), each.unit, kinds[2])
            year = _reported(each.report)
            link = f"/reports/{quote(each.report_id)}/?figure={each.start}#figure-{each.start}"
            is_here = each.pk == here.pk
            yield Point(int(each.period), year, kinds[0], quantity, kinds[1], each.basis, link, is_here)


def _reported(report: Report) -> int:
    """The year in which a report was given."""
    if report.date[:4].isdecimal():
        return int(report.date[:4])
    return report.year + 1 if report.year else 0


def observed(figure: Figure) -> list[Observed]:
    """What the district's observations say of the same indicator and place, the nearest periods first."""
    if not figure.indicator_id or figure.kind not in ("level", "ratio", "growth"):
        return []
    with transaction.atomic():
        found = list(versions.in_force(Asked(figure.indicator_id, figure.kind, figure.place)))
    nearest = sorted(found, key=lambda version: _far(version, figure.period))[:_OBSERVED]
    return [_observed(version) for version in sorted(nearest, key=lambda version: version.series.when.starts)]


def _far(version: Version, period: str) -> tuple[int, str]:
    years = abs(int(version.series.period[:4]) - int(period[:4])) if period[:4].isdecimal() else 0
    return years, version.series.period


def _observed(version: Version) -> Observed:
    series = version.series
    words = amount(version), version.status, source_said(version.source)
    return Observed(series.period + (f" {series.basis}" if series.basis else ""), *words, version.simulated)
