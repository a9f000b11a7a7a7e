"""What a chart says, before anybody draws it: a finding as its title, series over labels, and the table below it.

The table holds the exact values; what is drawn are their nearest floating-point numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from yunhe.reading.amounts import plain

Number = Decimal | int | None
# hollow: targets and whatever else has not happened; revised: what was said otherwise later
Mark = Literal["bar", "line", "hollow", "revised"]


class Series(NamedTuple):
    """Values over the labels of a chart; `links` lead to where each comes from, `notes` say what is odd about it."""

    name: str
    values: tuple[Number, ...]
    mark: Mark = "line"
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Break(NamedTuple):
    """Where a series cannot be read on: before this label, and why (revised, counted otherwise)."""

    label: str
    why: str


class Cell(NamedTuple):
    """One value in the table: as it is said, where it comes from, what is odd about it."""

    said: str
    link: str
    note: str


@dataclass(frozen=True)
class Chart:
    """One chart. `title` is the finding in words; `heading` names the labels (年, 周, 环节); `source` ends the caption.

    Bars start at zero. `is_across` lays them on their side, for labels that are words; `is_stacked` puts the bars of a
    label on each other.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    heading: str = "年"
    source: str = ""
    breaks: tuple[Break, ...] = ()
    is_across: bool = False
    is_stacked: bool = False

    def __post_init__(self) -> None:
        for series in self.series:
            for given in (series.values, series.links or series.values, series.notes or series.values):
                if len(given) != len(self.labels):
                    raise ValueError(f"{self.title}/{series.name}: {len(given)} of {len(self.labels)} labels")

    @property
    def breaks_said(self) -> dict[str, str]:
        """The breaks for a reader: those of one reason together, 2015、2017."""
        found: dict[str, list[str]] = {}
        for each in self.breaks:
            found.setdefault(each.why, []).append(each.label)
        return {"、".join(labels): why for why, labels in found.items()}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(value is None for series in self.series for value in series.values)

    @property
    def rows(self) -> Iterator[tuple[str, list[Cell]]]:
        """The table: a label, and a cell for every series."""
        for at, label in enumerate(self.labels):
            yield label, [_cell(series, at) for series in self.series]

    @property
    def drawn(self) -> dict[str, Any]:
        """What chart.js draws, as JSON."""
        return {
            "title": self.title,
            "unit": self.unit,
            "labels": list(self.labels),
            "across": self.is_across,
            "stacked": self.is_stacked,
            "breaks": [each._asdict() for each in self.breaks],
            "series": [
                {
                    "name": series.name,
                    "mark": series.mark,
                    "values": [None if value is None else float(value) for value in series.values],
                    "said": [said(value) for value in series.values],
                    "links": list(series.links),
                    "notes": list(series.notes),
                }
                for series in self.series
            ],
        }


def _cell(series: Series, at: int) -> Cell:
    link = series.links[at] if series.links else ""
    return Cell(said(series.values[at]), link, series.notes[at] if series.notes else "")


def said(value: Number) -> str:
    """A value in digits, grouped by three as tables have it: 16725.4 → 16,725.4; nothing where there is none."""
    if value is None:
        return ""
    whole, _, rest = plain(Decimal(value)).partition(".")
    grouped = f"{int(whole):,}" if whole != "-0" else "-0"
    return f"{grouped}.{rest}" if rest else grouped
