"""The examples of a shape as the law of every mechanism laid over it.

They run again in the mechanism, in its words. One says nothing here, and is left out, when it goes through a state or
tries an action that was taken out, or when time runs in it and a limit on its way is another one here.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from yunhe.errors import DefinitionError
from yunhe.mechanisms.grammar import as_mechanism, unproved
from yunhe.mechanisms.mechanism import Clock, Mechanism, Rehearsal, Shaped, Stage
from yunhe.mechanisms.rehearsal import Play, problem_with
from yunhe.mechanisms.rehearsal import failures as own_failures
from yunhe.mechanisms.renaming import Renaming, bound
from yunhe.mechanisms.shape import Shape, shape_at
from yunhe.mechanisms.workdays import Calendar


def failures(mechanism: Mechanism, calendar: Calendar) -> Iterator[DefinitionError]:
    """The examples that do not hold: of a mechanism's own, and of its shape where they have a say."""
    if mechanism.shaped is None:
        yield from own_failures(mechanism, calendar)
        return
    law = _law(_Same(mechanism), calendar)
    for rehearsal in mechanism.rehearsals:
        if law.get(rehearsal.name) is False:
            continue
        problem = problem_with(mechanism, rehearsal, calendar)
        if problem:
            yield _broken(mechanism, mechanism.shaped, rehearsal, problem, rehearsal.name in law)


def left_out(mechanism: Mechanism, calendar: Calendar) -> tuple[str, ...]:
    """The names of the shape's examples that say nothing in a mechanism."""
    return tuple(name for name, speaks in _law(_Same(mechanism), calendar).items() if not speaks)


class Passage(NamedTuple):
    """What an example of a shape goes through, in the shape's own words."""

    states: frozenset[str]
    tried: frozenset[tuple[str, str]]  # state, action of that state
    waits: bool  # until something falls due
    counts: bool  # days or minutes that are written down


@lru_cache(maxsize=64)
def passages(shape: Shape, calendar: Calendar) -> Mapping[str, Passage]:
    """The examples of a shape by name, each with what it goes through."""
    made = as_mechanism(shape)
    return {one.name: _passage(made, one, calendar) for one in made.rehearsals}


def _passage(made: Mechanism, rehearsal: Rehearsal, calendar: Calendar) -> Passage:
    play = Play(made, calendar)
    play.through(rehearsal.steps)
    tried = frozenset((state, step) for state, step in play.tried if step in made.stages[state].actions)
    times = [step[key] for step in rehearsal.steps for key in ("wait", "after", "on") if key in step]
    counts = any(time is not None for time in times)
    return Passage(frozenset(play.states), tried, bool(times or rehearsal.fires), counts)


class _Same:
    """A mechanism as the very one it is, so that its law is worked out once for proof and count."""

    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism = mechanism

    def __hash__(self) -> int:
        return id(self.mechanism)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.mechanism is other.mechanism


@lru_cache(maxsize=512)
def _law(same: _Same, calendar: Calendar) -> Mapping[str, bool]:
    """The examples taken as they are from the shape, by name, and whether they have a say in the mechanism."""
    mechanism, shaped = same.mechanism, same.mechanism.shaped
    if shaped is None:
        return {}
    shape = shape_at(Path(shaped.path))
    renaming = Renaming(shaped.owners, shaped.words)
    as_bound = unproved(bound(shape, renaming), shaped.path)
    taken = {one.name: one for one in as_bound.rehearsals}
    through = {renaming.of(name): passage for name, passage in passages(shape, calendar).items()}
    return {
        one.name: _has_a_say(through[one.name], renaming, as_bound, mechanism)
        for one in mechanism.rehearsals
        if taken.get(one.name) == one
    }


def _has_a_say(passage: Passage, renaming: Renaming, shape: Mechanism, here: Mechanism) -> bool:
    for state, action in passage.tried:
        stage = here.stages.get(renaming.of(state))
        if stage is None or renaming.of(action) not in stage.actions:
            return False
    states = set(map(renaming.of, passage.states))
    if not states <= set(here.stages):
        return False
    if not passage.waits:
        return True
    return all(_times(shape, state, passage.counts) == _times(here, state, passage.counts) for state in states)


def _broken(mechanism: Mechanism, shaped: Shaped, rehearsal: Rehearsal, problem: str, is_law: bool) -> DefinitionError:
    if not is_law:
        said = f"例子“{rehearsal.name}”：{problem}"
        return DefinitionError(mechanism.path, rehearsal.line, said, "改定义，或改例子")
    said = f"形状“{shaped.name}”的例子“{rehearsal.name}”在这里不成立：{problem}"
    remedy = "改回所改的地方；这里确实不同，就在 examples 里用这个名称写这里的走法"
    return DefinitionError(mechanism.path, shaped.line, said, remedy)


def _times(mechanism: Mechanism, state: str, counted: bool) -> object:
    """What time does in a state: what happens when a limit runs out, and how long that is where time is counted."""
    stage: Stage = mechanism.stages[state]
    clocks = [mechanism.clocks[name] for name in (*stage.clocks, *stage.pauses)]
    return [(_steps(clock), _length(clock) if counted else None) for clock in clocks]


def _steps(clock: Clock) -> object:
    return bool(clock.warn), [(step.do, step.after, step.to) for step in clock.escalations]


def _length(clock: Clock) -> object:
    extension = clock.extension and (clock.extension.by, clock.extension.times)
    return clock.limit, clock.cases, clock.by, clock.warn, clock.last_day_moves, extension
