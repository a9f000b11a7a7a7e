"""The examples of a shape as the law of every mechanism laid over it.

They run again in the mechanism, in its words. One says nothing here, and is left out, when it goes through a state or
tries an action that was taken out, or when time runs in it and a limit on its way is another one here.
"""

from collections.abc import Iterator

from yunhe.errors import DefinitionError
from yunhe.mechanisms.grammar import read
from yunhe.mechanisms.mechanism import Clock, Mechanism, Rehearsal, Shaped, Stage
from yunhe.mechanisms.rehearsal import Play, problem_with
from yunhe.mechanisms.rehearsal import failures as own_failures
from yunhe.mechanisms.shape import copied
from yunhe.mechanisms.workdays import Calendar


def failures(mechanism: Mechanism, calendar: Calendar) -> Iterator[DefinitionError]:
    """The examples that do not hold: of a mechanism's own, and of its shape where they have a say."""
    if mechanism.shaped is None:
        yield from own_failures(mechanism, calendar)
        return
    shape = as_bound(mechanism.shaped)
    for rehearsal in mechanism.rehearsals:
        is_law = rehearsal in shape.rehearsals
        if is_law and _says_nothing(rehearsal, shape, mechanism, calendar):
            continue
        problem = problem_with(mechanism, rehearsal, calendar)
        if problem:
            yield _broken(mechanism, mechanism.shaped, rehearsal, problem, is_law)


def left_out(mechanism: Mechanism, calendar: Calendar) -> tuple[str, ...]:
    """The names of the shape's examples that say nothing in a mechanism."""
    if mechanism.shaped is None:
        return ()
    shape = as_bound(mechanism.shaped)
    law = [rehearsal for rehearsal in mechanism.rehearsals if rehearsal in shape.rehearsals]
    return tuple(one.name for one in law if _says_nothing(one, shape, mechanism, calendar))


def as_bound(shaped: Shaped) -> Mechanism:
    """The shape in the words and with the posts of the mechanism, nothing else changed."""
    return read(copied(shaped.bound), shaped.path)


def _broken(mechanism: Mechanism, shaped: Shaped, rehearsal: Rehearsal, problem: str, is_law: bool) -> DefinitionError:
    if not is_law:
        said = f"例子“{rehearsal.name}”：{problem}"
        return DefinitionError(mechanism.path, rehearsal.line, said, "改定义，或改例子")
    said = f"形状“{shaped.name}”的例子“{rehearsal.name}”在这里不成立：{problem}"
    remedy = "改回所改的地方；这里确实不同，就在 examples 里用这个名称写这里的走法"
    return DefinitionError(mechanism.path, shaped.line, said, remedy)


def _says_nothing(rehearsal: Rehearsal, shape: Mechanism, here: Mechanism, calendar: Calendar) -> bool:
    play = Play(shape, calendar)
    play.through(rehearsal.steps)
    for state, step in play.tried:
        stage = here.stages.get(state)
        if stage is None or (step in shape.stages[state].actions and step not in stage.actions):
            return True
    states = set(play.states)
    if not states <= set(here.stages):
        return True
    times = [step[key] for step in rehearsal.steps for key in ("wait", "after") if key in step]
    if not times and not rehearsal.fires:
        return False
    counted = any(time is not None for time in times)
    return any(_times(shape, state, counted) != _times(here, state, counted) for state in states)


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
