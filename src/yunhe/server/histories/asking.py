"""Ask for an area's indicators over the years, from the reports that somebody may see."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from yunhe.audit.trend import Told, Year, trend
from yunhe.reading.indicators import definition, group_of
from yunhe.server.histories.models import Point
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report

_OF = (
    "indicator", "kind", "unit", "scope", "report_id", "year", "start", "value", "bound", "is_target", "is_recounted",
    "low", "high",
)  # fmt: skip


class Key(NamedTuple):
    """What a series is of."""

    indicator: str
    kind: Any
    unit: str
    scope: str

    @property
    def group(self) -> str:
        """The group of its indicator."""
        return group_of(self.indicator)

    @property
    def name(self) -> str:
        """As a title begins: the indicator, whether it is its growth, and what qualifies it."""
        indicator = definition(self.indicator)
        name = indicator.name if indicator else self.indicator
        return name + ("增速" if self.kind == "growth" else "") + (f"（{self.scope}）" if self.scope else "")


class History(NamedTuple):
    """One series of an area."""

    key: Key
    years: list[Year]

    @property
    def outcomes(self) -> int:
        """Of how many years an outcome is known."""
        return sum(year.outcome is not None for year in self.years)


class Shelved(NamedTuple):
    """A report of the area."""

    id: str
    name: str
    year: int
    is_draft: bool


def reports_of(sitting: shelf.Reader, area: str) -> list[Shelved]:
    """The reports of an area that somebody may see, in the order in which they count: published ones first."""
    if not area.isprintable():  # PostgreSQL refuses a NUL
        return []
    found = shelf.seen_by(sitting).filter(area=area, state=Report.State.DONE, year__isnull=False)
    rows = found.order_by("is_draft", "year", "made").values_list("id", "name", "year", "is_draft")
    return [Shelved(id, name, year or 0, is_draft) for id, name, year, is_draft in rows]


def histories_of(reports: Sequence[Shelved], indicator: str = "") -> list[History]:
    """Every series that the reports tell of, or those of one indicator; those told of most years first."""
    order = {report.id: at for at, report in enumerate(reports)}
    of = {report.id: report.year for report in reports}
    asked = Point.objects.filter(report_id__in=list(order), **({"indicator": indicator} if indicator else {}))
    rows = sorted(asked.values_list("id", *_OF), key=lambda row: (order[row[5]], row[0]))
    told: dict[Key, list[Told]] = defaultdict(list)
    for _, *row in rows:
        told[Key(*row[:4])].append(_told(row[4:], of))
    found = [History(key, trend(each)) for key, each in told.items()]
    return sorted(found, key=lambda each: (-each.outcomes, -len(each.years), each.key))


def _told(row: Sequence[Any], of: dict[str, int]) -> Told:
    report, year, start, value, bound, is_target, is_recounted, low, high = row
    ends = (Decimal(low) if low else None, Decimal(high) if high else None)
    return Told(report, of[report], start, year, Decimal(value), bound, is_target, is_recounted, *ends)


def areas(sitting: shelf.Reader) -> Iterator[tuple[str, int, int, int]]:
    """The areas with reports that somebody may see: name, how many, first and last year; the most told first."""
    found = shelf.seen_by(sitting).filter(state=Report.State.DONE, year__isnull=False).exclude(area="")
    years: dict[str, list[int]] = defaultdict(list)
    for area, year in found.values_list("area", "year"):
        years[area].append(year or 0)
    for area, count in Counter({area: len(told) for area, told in years.items()}).most_common():
        yield area, count, min(years[area]), max(years[area])
