"""Starts, pauses, resumes and stops the clocks of a matter when it changes its state. Sources: 民法典 200–204."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from yunhe.mechanisms import workdays
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.mechanism import APPLICANT, UPSTREAM, Clock, Mechanism, Stage
from yunhe.mechanisms.situation import WARNING, Leg, Running, Situation
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
    if at >= running.due:
        return running._replace(paused=at, left=None)
    if running.basis:
        return running._replace(paused=at, left=workdays.left_until(calendar, at, running.due, running.limit))
    left = workdays.remaining(calendar, running.origin, at, running.limit)
    known = not running.earlier and workdays.is_known(calendar, running.origin, at, running.limit)
    legs = () if known else (*running.earlier, Leg(running.origin, running.limit, at))
    return running._replace(paused=at, left=left, earlier=legs)


def resumed(clock: Clock, running: Running, at: datetime, calendar: Calendar) -> Running:
    """A clock that goes on with what was left."""
    if running.left is None:
        return running._replace(paused=None)
    due = workdays.due(calendar, at, running.left, last_day_moves=clock.last_day_moves)
    steps = _steps(clock, at, due.at, running.left, calendar)
    provisional = due.provisional or bool(running.earlier)
    fresh = running._replace(origin=at, limit=running.left, due=due.at, provisional=provisional)
    return fresh._replace(steps=steps, paused=None, left=None, basis="")


def extended(clock: Clock, running: Running, calendar: Calendar) -> Running:
    """A clock prolonged from its due instant on; it warns and escalates anew."""
    assert clock.extension is not None
    by = clock.extension.by
    origin = workdays.counting_on(running.due, by)
    due = workdays.due(calendar, origin, by, last_day_moves=clock.last_day_moves)
    steps = _steps(clock, origin, due.at, by, calendar)
    legs = (*running.earlier, Leg(running.origin, running.limit, None)) if running.provisional else running.earlier
    fresh = running._replace(origin=origin, limit=by, due=due.at, provisional=due.provisional or bool(legs))
    return fresh._replace(steps=steps, fired=(), extended=running.extended + 1, earlier=legs, basis="")


def told(clock: Clock, running: Running, due: datetime, at: datetime, calendar: Calendar) -> Running:
    """The due instant that the home of a matter says, taken over as it is; steps that it puts off happen anew.

    A later one than it said before is an extension that was granted there.
    """
    steps = _steps(clock, running.origin, due, running.limit, calendar)
    fired = tuple(step for step in running.fired if steps[step] <= at)
    longer = bool(running.basis) and due > running.due
    fresh = running._replace(due=due, provisional=False, steps=steps, fired=fired, earlier=(), basis=UPSTREAM)
    return fresh._replace(extended=running.extended + longer)


def recounted(clock: Clock, running: Running, calendar: Calendar) -> Running:
    """The same stretches counted on another calendar: what has fired stays fired, what was told here stays as told."""
    if running.basis:
        return running
    legs = _retraced(clock, running.earlier, calendar)
    kept = () if all(_is_known(clock, leg, calendar) for leg in legs) else legs
    if running.paused:
        return _recounted_at_rest(running, legs, calendar)._replace(earlier=kept)
    now = Leg(running.origin, running.limit, None)
    now = _following(clock, legs[-1], now, calendar) if legs else now
    due = workdays.due(calendar, now.origin, now.limit, last_day_moves=clock.last_day_moves)
    steps = _steps(clock, now.origin, due.at, now.limit, calendar)
    fresh = running._replace(origin=now.origin, limit=now.limit, due=due.at, provisional=due.provisional or bool(kept))
    return fresh._replace(steps=steps, earlier=kept)


def _recounted_at_rest(running: Running, legs: tuple[Leg, ...], calendar: Calendar) -> Running:
    """A paused clock keeps its instants; what is left of it is counted anew where that had hung on an open year."""
    if not legs or running.left is None:
        return running
    origin, limit, until = legs[-1]
    assert until is not None
    return running._replace(origin=origin, limit=limit, left=workdays.remaining(calendar, origin, until, limit))


def _retraced(clock: Clock, legs: tuple[Leg, ...], calendar: Calendar) -> tuple[Leg, ...]:
    """Stretches that follow one on another, each counted again."""
    made: list[Leg] = []
    for leg in legs:
        made.append(_following(clock, made[-1], leg, calendar) if made else leg)
    return tuple(made)


def _following(clock: Clock, before: Leg, leg: Leg, calendar: Calendar) -> Leg:
    """A stretch as the one before it leaves it: with what was left at a pause, or from the end that was prolonged."""
    if before.until is not None:
        return leg._replace(limit=workdays.remaining(calendar, before.origin, before.until, before.limit))
    due = workdays.due(calendar, before.origin, before.limit, last_day_moves=clock.last_day_moves)
    return leg._replace(origin=workdays.counting_on(due.at, leg.limit))


def _is_known(clock: Clock, leg: Leg, calendar: Calendar) -> bool:
    if leg.until is not None:
        return workdays.is_known(calendar, leg.origin, leg.until, leg.limit)
    return not workdays.due(calendar, leg.origin, leg.limit, last_day_moves=clock.last_day_moves).provisional


def refitted(
    mechanism: Mechanism, situation: Situation, values: Mapping[str, Json], calendar: Calendar
) -> dict[str, Json]:
    """Limits that a choice sets, counted anew from where they began when that choice is put otherwise.

    What was prolonged, paused or has gone on after a pause keeps its due instant.
    """
    changed: dict[str, Json] = {}
    for name, running in situation.clocks.items():
        rule = mechanism.clocks.get(name)
        if rule is None or rule.by not in values or running.paused or running.extended or running.basis:
            continue
        fresh = rule.suited(values)
        if rule.suited(situation.values).limit == running.limit != fresh.limit:
            begun = started(fresh, running.origin, running.run, calendar)
            changed[name] = begun.to_json()
    return changed


def on_entering(
    mechanism: Mechanism,
    situation: Situation,
    stage: Stage,
    at: datetime,
    calendar: Calendar,
    fell_due: datetime | None = None,
) -> Iterator[tuple[str, Running | None]]:
    """What entering a state changes in the clocks: name and the clock as it is now, None when it ends.

    `fell_due` is the instant at which the matter should have come here by itself, when that happens late.
    """
    for name, running in situation.clocks.items():
        if name.startswith(JOINT):
            if not stage.is_open:
                yield name, None
        elif name in stage.pauses:
            if not running.paused:
                yield name, paused(running, fell_due or at, calendar)
        elif name not in stage.clocks:
            yield name, None
        elif running.paused:
            rule = mechanism.clocks[name]
            yield name, resumed(rule, running, counts_from(rule, stage, at, fell_due), calendar)
    for name in stage.clocks:
        if name not in situation.clocks or name == stage.name:  # the limit of the state itself begins anew each time
            rule = mechanism.clocks[name].suited(situation.values)
            begins = counts_from(rule, stage, at, fell_due)
            yield name, started(rule, begins, run_after(situation, name), calendar)


def counts_from(clock: Clock, stage: Stage, at: datetime, fell_due: datetime | None) -> datetime:
    """From when a limit counts that begins late: the law's from when it was due, ours from when one could know of it.

    A limit of law does not grow because a machine stood still. A limit of our own measures a post, and an applicant
    must be told before a limit runs against him: nobody could act before it really happened.
    """
    if fell_due is None or not clock.is_statutory or stage.owner == APPLICANT:
        return at
    return fell_due


def run_after(situation: Situation, name: str) -> int:
    """The number that the next run of a clock bears."""
    before = situation.runs.get(name, 0)
    assert isinstance(before, int)
    return before + 1
