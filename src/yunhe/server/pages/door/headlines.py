"""The headline figures of the district: observations in force, with last year, status and source."""

from collections.abc import Iterator
from typing import NamedTuple

from yunhe.definitions.raw import plain
from yunhe.observations.observation import Version
from yunhe.observations.source import said
from yunhe.reading import indicators
from yunhe.server.observations.saying import amount
from yunhe.server.observations.versions import Asked, of_years
from yunhe.server.pages.here import Here

LEVEL, GROWTH = "level", "growth"


class Headline(NamedTuple):
    """One figure; what is not known is empty, never made up."""

    indicator: str
    name: str
    amount: str
    period: str
    growth: str
    last_year: str
    status: str
    basis: str
    source: str
    simulated: bool


def headlines(here: Here) -> Iterator[Headline]:
    """Those that the district names, in its order, each of the newest year for which there is a level."""
    for key in here.district.headlines:
        found = of_years(Asked(indicator=key, place=here.district.name))
        levels = {version.series.period: version for version in found if version.series.kind == LEVEL}
        if levels:
            yield _headline(key, levels, found)


def _headline(key: str, levels: dict[str, Version], found: list[Version]) -> Headline:
    period = max(levels)
    level, before = levels[period], levels.get(str(int(period) - 1))
    grown = next((each for each in found if (each.series.kind, each.series.period) == (GROWTH, period)), None)
    known = indicators.definition(key)
    return Headline(
        key,
        known.name if known else key,
        amount(level),
        period,
        f"{plain(grown.value)}%" if grown and grown.value is not None else "",
        amount(before) if before else "",
        level.status,
        level.series.basis,
        str(level.source.get("said") or said(level.source)),
        level.simulated,
    )
