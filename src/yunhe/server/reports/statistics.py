"""The observations that a district ships, as statistics that a report is held against."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from yunhe.observations.observation import Observation
from yunhe.observations.shipped import paths_of, rows_in
from yunhe.observations.source import FileRow
from yunhe.observations.statistics import KINDS
from yunhe.reading.indicators import definition
from yunhe.reading.reader import naming_of
from yunhe.types import Kind, Quantity, Span, Statistic


@lru_cache(maxsize=4)
def shipped(district: Path) -> tuple[Statistic, ...]:
    """Those of all its files."""
    return tuple(each for path in paths_of(district) for each in _of_file(path))


def _of_file(path: Path) -> Iterator[Statistic]:
    for row in rows_in(path).found:
        statistic = _statistic(row.observation, path.name)
        if statistic is not None:
            yield statistic


def _statistic(observation: Observation, file: str) -> Statistic | None:
    """One observation; its span quotes what its source says."""
    series, source = observation.series, observation.source
    meant = definition(series.indicator)
    if meant is None or series.kind not in KINDS.values():
        return None
    quote = source.quote if isinstance(source, FileRow) and source.quote else f"{observation.value}{observation.unit}"
    return Statistic(
        naming_of(meant.name, series.indicator),
        cast(Kind, series.kind),
        Quantity(observation.value, observation.unit),
        series.period,
        series.place,
        observation.status != "初步",
        series.basis or None,
        Span(quote, 0, len(quote), quote, file),
    )
