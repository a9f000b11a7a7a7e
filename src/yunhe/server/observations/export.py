"""Observations in force as a csv: imported again it changes nothing, and an audit takes it as statistics."""

import csv
from collections.abc import Iterable
from typing import TextIO

from yunhe.definitions.raw import plain
from yunhe.faces.csv import harmless
from yunhe.observations.measure import KINDS
from yunhe.observations.observation import Version
from yunhe.observations.source import said
from yunhe.observations.table import COLUMNS
from yunhe.reading import indicators


def write(found: Iterable[Version], out: TextIO) -> int:
    """Write them; how many there were."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    rows = 0
    for version in found:
        writer.writerow(_row(version))
        rows += 1
    return rows


def _row(version: Version) -> tuple[str, ...]:
    series, source = version.series, version.source
    indicator = indicators.definition(series.indicator)
    value = "" if version.value is None else plain(version.value)
    words = (source.get("said") or said(source), *(source.get(key, "") for key in ("document", "page", "quote")))
    return (
        indicator.name if indicator else series.indicator,
        KINDS[series.kind],
        series.place,
        series.period,
        value,
        version.unit,
        version.status,
        series.basis,
        *(str(harmless(word)) for word in (*words, version.reason)),
        "是" if version.simulated else "",
    )
