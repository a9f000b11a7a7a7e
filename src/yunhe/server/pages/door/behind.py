"""What lives behind a system that the report names: its loop, register, observations, plan, each with a way in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from yunhe.access.scope import Scope
from yunhe.observations import statistics
from yunhe.observations.measure import KINDS as WORDS
from yunhe.observations.source import said
from yunhe.reading import indicators
from yunhe.server.observations.saying import amount
from yunhe.server.observations.versions import Asked, of_years
from yunhe.server.pages.door.red import Count, Red
from yunhe.server.pages.here import Here
from yunhe.server.registers import listing
from yunhe.systems import KINDS, Home, SystemRow
from yunhe.tracking import plan

NEWEST = 6  # years shown of an indicator


class Loop(NamedTuple):
    """A mechanism."""

    key: str
    name: str
    basis: str
    states: int
    matters: Count | None
    upstream: str


class Kept(NamedTuple):
    """A register, and how many of its entries are seen; None where none are."""

    key: str
    owner: str
    real: int | None
    simulated: int
    fields: tuple[str, ...]


class Series(NamedTuple):
    """An indicator through the years: period, value, status, source."""

    key: str
    name: str
    values: tuple[tuple[str, str, str, str], ...]


class Observed(NamedTuple):
    """A group of indicators under one owner."""

    name: str
    owner: str
    every: str
    series: tuple[Series, ...]
    words: tuple[str, ...]


class Behind(NamedTuple):
    """All that lives behind one system."""

    row: SystemRow
    kinds: tuple[str, ...]
    loops: tuple[Loop, ...]
    registers: tuple[Kept, ...]
    observed: tuple[Observed, ...]
    plans: tuple[plan.Plan, ...]

    @property
    def is_simulated(self) -> bool:
        """Whether any figure in it is simulated."""
        return any(loop.matters and loop.matters.simulated for loop in self.loops) or any(
            kept.simulated for kept in self.registers
        )


def behind(here: Here, row: SystemRow, red: Red, scope: Scope, today: date) -> Behind:
    """What lives behind a row; counts are those that `red` and the scope show to whoever asks."""
    by = {folder: [home for home in row.homes if home.path.parent.name == folder] for folder in _FOLDERS}
    return Behind(
        row,
        tuple(KINDS.get(kind, kind) for kind in row.kinds),
        tuple(_loops(here, by["mechanisms"], red, today)),
        tuple(_registers(here, by["registers"], scope)),
        tuple(_observed(here, home) for home in by["statistics"]),
        tuple(plan.load(home.path, here.report) for home in by["plans"]),
    )


_FOLDERS = ("mechanisms", "registers", "statistics", "plans")


def _loops(here: Here, homes: list[Home], red: Red, today: date) -> Iterator[Loop]:
    for key in dict.fromkeys(home.path.stem.partition("@")[0] for home in homes):
        made = here.office.library.in_force(key, today)
        yield Loop(key, made.name, made.basis, len(made.stages), red.of(key), made.upstream)


def _registers(here: Here, homes: list[Home], scope: Scope) -> Iterator[Kept]:
    """Entries are counted for who sees the register; simulated ones alone where a scope shows nothing else."""
    files = {home.path.name for home in homes}
    known = [register for register in here.registers.values() if Path(register.path).name in files]
    for found, real, simulated, _ in listing.registers(known) if known else ():
        is_seen = bool(scope.classes_of_register(found.name, found.store))
        invented = simulated if is_seen or scope.only_simulated else 0
        yield Kept(found.name, found.owner, real if is_seen else None, invented, tuple(found.fields))


def _observed(here: Here, home: Home) -> Observed:
    made = statistics.load(home.path)
    series = tuple(_series(here, key) for key in made.indicators)
    return Observed(made.name, made.owner, f"每{made.every}", series, tuple(made.words))


def _series(here: Here, key: str) -> Series:
    known = indicators.definition(key)
    found = of_years(Asked(indicator=key, place=here.district.name))
    newest = sorted(found, key=lambda version: version.series.period, reverse=True)[:NEWEST]
    values = tuple(
        (
            version.series.period,
            amount(version) if version.series.kind == "level" else f"{WORDS[version.series.kind]} {amount(version)}",
            version.status,
            str(version.source.get("said") or said(version.source)),
        )
        for version in newest
    )
    return Series(key, known.name if known else key, values)
