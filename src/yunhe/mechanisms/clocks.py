"""Starts, pauses, resumes and stops the clocks of a matter when it changes its state. Sources: 民法典 200–204."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from yunhe.mechanisms import workdays
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.mechanism import Clock, Mechanism, Stage
from yunhe.mechanisms.situation import WARNING, Running, Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Json

JOINT = "会办·"  # clocks of co-units are named 会办·<unit> and belong to no state


def started(clock: Clock, at: datetime, run: int, calendar: Calendar) -> Running:
    """A clock that begins to run."""
    due = workdays.due(calendar, at, clock.limit, last_day_moves=clock.last_day_moves)
    return Running(at, clock.limit, due.at, due.provisional, run, 0, _steps(clock, at, due.at, clock.limit, calendar))


def _steps(clock: Clock, origin: datetime, due: datetime, limit: Limit, calendar: Calendar) -> dict[str, datetime]:
    steps: dict[str, datetime] = {}
    if clock.warn:
        steps[WARNING] = workdays.share(calendar, origin, due, clock.warn, limit)
    for number, escalation in enumerate(clock.escalations):
        after = escalation.after
        steps[str(number)] = due if after is None else workdays.extended(calendar, due, after).at
    if not clock.escalations:
        steps["due"] = due
    return steps


def paused(running: Running, at: datetime, calendar: Calendar) -> Running:
    """A clock that stands still and keeps what is left; one that has run out already keeps its due instant."""
    left = workdays.remaining(calendar, running.origin, at, running.limit) if at < running.due else None
    return running._replace(paused=at, left=left)


def resumed(clock: Clock, running: Running, at: datetime, calendar: Calendar) -> Running:
    """A clock that goes on with what was left."""
    if running.left is None:
        return running._replace(paused=None)
    due = workdays.due(calendar, at, running.left, last_day_moves=clock.last_day_moves)
    steps = _steps(clock, at, due.at, running.left, calendar)
    fresh = running._replace(origin=at, limit=running.left, due=due.at, provisional=due.provisional)
    return fresh._replace(steps=steps, paused=None, left=None)


def extended(clock: Clock, running: Running, calendar: Calendar) -> Running:
    """A clock prolonged from its due instant on; it warns and escalates anew."""
    assert clock.extension is not None
    by = clock.extension.by
    origin = workdays.counting_on(running.due, by)
    due = workdays.due(calendar, origin, by, last_day_moves=clock.last_day_moves)
    steps = _steps(clock, origin, due.at, by, calendar)
    fresh = running._replace(origin=origin, limit=by, due=due.at, provisional=due.provisional)
    return fresh._replace(steps=steps, fired=(), extended=running.extended + 1)


def recounted(clock: Clock, running: Running, calendar: Calendar) -> Running:
    """The same stretch counted on another calendar: what has fired stays fired, a paused clock stays as it is."""
    if running.paused:
        return running
    due = workdays.due(calendar, running.origin, running.limit, last_day_moves=clock.last_day_moves)
    steps = _steps(clock, running.origin, due.at, running.limit, calendar)
    return running._replace(due=due.at, provisional=due.provisional, steps=steps)


def refitted(
    mechanism: Mechanism, situation: Situation, values: Mapping[str, Json], calendar: Calendar
) -> dict[str, Json]:
    """Limits that a choice sets, counted anew from where they began when that choice is put otherwise.

    What was prolonged, paused or has gone on after a pause keeps its due instant.
    """
    changed: dict[str, Json] = {}
    for name, running in situation.clocks.items():
        rule = mechanism.clocks.get(name)
        if rule is None or rule.by not in values or running.paused or running.extended:
            continue
        fresh = rule.suited(values)
        if rule.suited(situation.values).limit == running.limit != fresh.limit:
            begun = started(fresh, running.origin, running.run, calendar)
            changed[name] = begun.to_json()
    return changed


def on_entering(
    mechanism: Mechanism, situation: Situation, stage: Stage, at: datetime, calendar: Calendar
) -> Iterator[tuple[str, Running | None]]:
    """What entering a state changes in the clocks: name and the clock as it is now, None when it ends."""
    for name, running in situation.clocks.items():
        if name.startswith(JOINT):
            if not stage.is_open:
                yield name, None
        elif name in stage.pauses:
            if not running.paused:
                yield name, paused(running, at, calendar)
        elif name not in stage.clocks:
            yield name, None
        elif running.paused:
            yield name, resumed(mechanism.clocks[name], running, at, calendar)
    for name in stage.clocks:
        if name not in situation.clocks or name == stage.name:  # the limit of the state itself begins anew each time
            yield (
                name,
                started(mechanism.clocks[name].suited(situation.values), at, run_after(situation, name), calendar),
            )


def run_after(situation: Situation, name: str) -> int:
    """The number that the next run of a clock bears."""
    before = situation.runs.get(name, 0)
    assert isinstance(before, int)
    return before + 1
