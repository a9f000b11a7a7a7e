"""How a mechanism goes: its flow over months, where its matters wait, which of its limits were kept.

A limit was kept in a run of its clock when that run ended before it ran out. Runs that have not ended and have not run
out do not count yet. A run that ran out counts as not kept for good, also when it was prolonged afterwards.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from yunhe.faces.chart import Chart, Series
from yunhe.mechanisms.clocks import JOINT
from yunhe.mechanisms.mechanism import Clock, Mechanism
from yunhe.server.ledger.chain import instant
from yunhe.server.statistics.tally import Counted

MONTHS = 24


class Wait(NamedTuple):
    """Open matters in one state: how many, and for how many days, in the middle and at the longest."""

    state: str
    number: int
    middle: int
    longest: int


class Kept(NamedTuple):
    """One clock: runs that have ended or run out, how many of them in time; `share` in percent, None without runs."""

    clock: Clock
    ended: int
    kept: int | None
    share: Decimal | None


def months(flow: Counted) -> Iterator[tuple[str, int, int]]:
    """Month by month what was opened and closed, the last ones that have any, without gaps."""
    opened, closed = flow.where(mark="opened").by("what"), flow.where(mark="closed").by("what")
    there = sorted(month for (month,) in {*opened, *closed} if month[:4].isdecimal())
    if not there:
        return
    month, last = there[0], there[-1]
    every = []
    while month <= last:
        every.append(month)
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + number // 12}-{number % 12 + 1:02}"
    for month in every[-MONTHS:]:
        yield month, opened.get((month,), 0), closed.get((month,), 0)


def chart(title: str, names: tuple[str, str, str, str], found: list[tuple[str, int, int]]) -> Chart:
    """The flow as a chart; `names` are those of the two series, of the unit and of the months."""
    opened, closed, unit, heading = names
    series = (
        Series(opened, tuple(each[1] for each in found), "bar"),
        Series(closed, tuple(each[2] for each in found), "line"),
    )
    return Chart(title, unit, tuple(each[0] for each in found), series, heading=heading)


def outcomes(flow: Counted) -> list[tuple[str, int]]:
    """How closed matters ended, by name."""
    return sorted((outcome, number) for (outcome,), number in flow.where(mark="closed").by("post").items())


def waits(mechanism: Mechanism, waiting: Counted, now: datetime) -> list[Wait]:
    """Where open matters wait, in the order of the definition; states of earlier versions last."""
    places = {name: place for place, name in enumerate(mechanism.stages)}
    found: dict[str, Wait] = {}
    for one in waiting.tallies:
        before = found.get(one.what)
        days = Wait(one.what, one.number, _days(one.middle, now), _days(one.since, now))
        found[one.what] = _both(before, days) if before else days
    return sorted(found.values(), key=lambda each: (places.get(each.state, len(places)), each.state))


def _both(one: Wait, other: Wait) -> Wait:
    """Two groups of the same state, real and simulated: the middle is that of the larger one."""
    larger = max(one, other, key=lambda each: each.number)
    return Wait(one.state, one.number + other.number, larger.middle, max(one.longest, other.longest))


def _days(written: str, now: datetime) -> int:
    return max((now - instant(written)).days, 0) if written else 0


def limits(mechanism: Mechanism, counted: Counted) -> list[Kept]:
    """Every clock of a mechanism, in the order of the definition."""
    by = counted.by("what", "mark")
    return [_kept(clock, by) for name, clock in mechanism.clocks.items() if not name.startswith(JOINT)]


def _kept(clock: Clock, by: dict[tuple[str, ...], int]) -> Kept:
    step = _first_step(clock)
    ended = by.get((clock.name, "begun"), 0) - by.get((clock.name, "running"), 0)
    if step is None or ended <= 0:
        return Kept(clock, max(ended, 0), None, None)
    kept = max(ended - by.get((clock.name, step), 0), 0)
    return Kept(clock, ended, kept, (Decimal(100 * kept) / ended).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _first_step(clock: Clock) -> str | None:
    """The step that happens when the clock runs out; None where only something later does."""
    if not clock.escalations:
        return "due"
    return "0" if clock.escalations[0].after is None else None
