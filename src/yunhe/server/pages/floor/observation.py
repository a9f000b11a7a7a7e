"""An indicator as it was observed: every period with value, status and source, and how each was revised."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.faces.chart import Chart, Series
from yunhe.observations.measure import KINDS
from yunhe.observations.observation import Version
from yunhe.observations.source import said
from yunhe.reading import indicators
from yunhe.server.observations import periods, versions
from yunhe.server.observations.periods import Standing
from yunhe.server.observations.saying import amount
from yunhe.server.observations.versions import Asked
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import approval
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "observation/<str:indicator>/"
WHO = Who.READER
MOST = 5_000
YEAR = 4  # letters of a period that is one year


def show(request: HttpRequest, indicator: str) -> HttpResponse:
    """Of one place: the one asked for, else the district."""
    places = versions.places_of(indicator[:100])
    if not places:
        return refusals.unknown(request)
    asked, home = request.GET.get("place", ""), here().district.name
    place = next(one for one in (asked, home, places[0]) if one in places)
    found = versions.every_version(Asked(indicator=indicator, place=place), MOST)
    known, rules, locked = indicators.definition(indicator), approval.rules(), periods.locked()
    given = {
        "area": "reading",
        "indicator": indicator,
        "name": known.name if known else indicator,
        "place": place,
        "places": places,
        "simulated": any(version.simulated for version in found),
        "group": indicators.group_of(indicator),
        "posts": approval.posts_of(rules, indicator) if rules else [],
        "tables": [_table(kind, basis, list(group), locked) for (kind, basis), group in groupby(found, _kind)],
    }
    return render(request, "floor/observation.html", given)


def _kind(version: Version) -> tuple[str, str]:
    return version.series.kind, version.series.basis


def _table(kind: str, basis: str, found: list[Version], locked: list[Standing]) -> dict[str, Any]:
    """The periods of one kind, each with its last version and those before it."""
    rows = [_row(list(group), locked) for _subject, group in groupby(found, lambda version: version.series.subject)]
    return {
        "title": f"{KINDS[kind]}{f' · {basis}' if basis else ''}",
        "rows": rows,
        "chart": _chart(KINDS[kind], [row["last"] for row in rows]),
    }


def _row(every: list[Version], locked: list[Standing]) -> dict[str, Any]:
    last = every[-1]
    lock = periods.lock_on(last.series, locked)
    return {
        "last": last,
        "period": last.series.period,
        "amount": amount(last),
        "lock": lock,
        "lock_at": approval.link(lock.dataset, lock.period.text) if lock else "",
        "source": said(last.source),
        "quote": " ".join(str(last.source.get("quote", "")).split()),
        "before": [(version, amount(version), said(version.source)) for version in every[:-1]],
    }


def _chart(kind: str, found: Iterable[Version]) -> Chart | None:
    """Whole years as a line; what is simulated or preliminary says so in the table below."""
    years = [one for one in found if len(one.series.period) == YEAR and one.value is not None]
    if len(years) < 3:
        return None
    first, last = years[0], years[-1]
    title = _("%(first)s 年 %(from)s，%(last)s 年 %(to)s") % {
        "first": first.series.period,
        "from": amount(first),
        "last": last.series.period,
        "to": amount(last),
    }
    size, word = _size(years)
    values = tuple(None if one.value is None else one.value / size for one in years)
    line = Series(kind, values, notes=tuple(one.status for one in years))
    return Chart(title, f"{word}{last.unit}", tuple(one.series.period for one in years), (line,))


def _size(years: list[Version]) -> tuple[int, str]:
    """In 亿 or 万 where every value is that large."""
    least = min(abs(one.value) for one in years if one.value is not None)
    return next(((size, word) for size, word in ((10**8, "亿"), (10**4, "万")) if least >= size), (1, ""))
