"""A mechanism as the parts of a BPMN process: which nodes stand for a state, which flows for its ways."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from yunhe.mechanisms.drawing import wording
from yunhe.mechanisms.drawing.durations import duration, in_workdays
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.mechanism import Action, Clock, Escalation, Mechanism, Stage

START = "start"
Form = Literal["task", "end", "reopened"]


class Timer(NamedTuple):
    """A timer at the border of a task: when it goes off, and what then happens. `to`: the matter leaves the state."""

    id: str
    name: str
    lasts: str
    note: str
    does: str
    to: str | None
    clock: str


class Flow(NamedTuple):
    """An arrow from node to node; `label` is the name of an action, or of what a clock does."""

    id: str
    source: str
    target: str
    label: str
    action: Action | None = None


class Part(NamedTuple):
    """One state: a task with its timers, or an end; ends from which a matter can be reopened pass a choice first."""

    id: str
    stage: Stage
    form: Form
    timers: tuple[Timer, ...]

    @property
    def choice(self) -> str | None:
        """The gateway behind it, where several ways lead on."""
        return f"{self.id}_choice" if self.form == "reopened" or len(self.stage.actions) > 1 else None

    @property
    def moving(self) -> list[Timer]:
        return [timer for timer in self.timers if timer.to]

    @property
    def telling(self) -> list[Timer]:
        return [timer for timer in self.timers if not timer.to]


class Pool(NamedTuple):
    """A lane of the pool: the owner, and the states that are his; an end is of whoever ends the matter there first."""

    id: str
    owner: str
    parts: tuple[str, ...]


def pools(mechanism: Mechanism, made: list[Part]) -> list[Pool]:
    """A lane for each owner, in the order in which the file names them, that of the start first."""
    ids = {part.stage.name: part.id for part in made}
    owners = {ids[mechanism.start]: mechanism.stages[mechanism.start].owner}
    owners |= {part.id: part.stage.owner for part in made if part.form == "task"}
    for source, _, target in mechanism.arrows():
        if ids[source] in owners:
            owners.setdefault(ids[target], owners[ids[source]])
    for part in made:
        owners.setdefault(part.id, owners[ids[mechanism.start]])
    owners[START] = owners[ids[mechanism.start]]
    found: dict[str, list[str]] = {}
    for id, owner in owners.items():
        found.setdefault(owner, []).append(id)
    return [Pool(f"lane_{number}", owner, tuple(ids)) for number, (owner, ids) in enumerate(found.items(), 1)]


def parts(mechanism: Mechanism) -> list[Part]:
    """The states in the order of the file."""
    found = []
    for number, stage in enumerate(mechanism.stages.values(), 1):
        form: Form = "task" if stage.is_open else "reopened" if stage.actions else "end"
        timers = tuple(_timers(mechanism, stage, f"state_{number}")) if stage.is_open else ()
        found.append(Part(f"state_{number}", stage, form, timers))
    return found


def ways(mechanism: Mechanism, made: list[Part]) -> list[Flow]:
    """Every flow that leads from a state to a state, by action or by timer."""
    ids = {part.stage.name: part.id for part in made}
    found = [Flow("flow_start", START, ids[mechanism.start], "")]
    for part in made:
        for number, action in enumerate(part.stage.actions.values(), 1):
            source = part.choice or part.id
            found.append(Flow(f"{part.id}_way_{number}", source, ids[action.to], action.name, action))
        found += [Flow(f"{timer.id}_way", timer.id, ids[timer.to or ""], timer.does) for timer in part.moving]
    return found


def within(part: Part) -> list[str]:
    """The nodes of one state."""
    found = [part.id, *([part.choice] if part.choice else []), *([f"{part.id}_end"] if part.form == "reopened" else [])]
    for timer in part.timers:
        found += [timer.id] if timer.to else [timer.id, f"{timer.id}_told"]
    return found


def inner(part: Part) -> Iterator[Flow]:
    """Flows within one state: to its choice, from its timers to what they tell, from a choice to the end."""
    if part.choice:
        yield Flow(f"{part.id}_done", part.id, part.choice, "")
    if part.form == "reopened":
        yield Flow(f"{part.id}_closed", part.choice or part.id, f"{part.id}_end", "")
    for timer in part.telling:
        yield Flow(f"{timer.id}_way", timer.id, f"{timer.id}_told", "")


def _timers(mechanism: Mechanism, stage: Stage, id: str) -> Iterator[Timer]:
    """Of each clock the limit itself, then what comes later; those that move the matter stand last."""
    made = [
        timer
        for number, name in enumerate(stage.clocks, 1)
        for timer in _of_clock(mechanism.clocks[name], stage, f"{id}_clock_{number}")
    ]
    yield from sorted(made, key=lambda timer: timer.to is not None)


def _of_clock(clock: Clock, stage: Stage, id: str) -> Iterator[Timer]:
    prefix = "" if clock.name == stage.name else f"{clock.name} "
    at_once = [step for step in clock.escalations if step.after is None]
    told = [step for step in at_once if not step.to]
    if told or not at_once:
        does = "；".join(f"{step.do} {step.tell}" for step in told) or "逾期"
        yield _timer(id, prefix + clock.limit.said(), clock, stage, does)
    for number, step in enumerate(clock.escalations, 1):
        if step.to or step not in told:
            yield _later(f"{id}_{number}", prefix, clock, stage, step)


def _later(id: str, prefix: str, clock: Clock, stage: Stage, step: Escalation) -> Timer:
    name = prefix + (clock.limit.said() if step.after is None else wording.when(step))
    does = step.do if step.to else f"{step.do} {step.tell}"
    return _timer(id, name, clock, stage, does, step.after, step.to)


def _timer(
    id: str, name: str, clock: Clock, stage: Stage, does: str, after: Limit | None = None, to: str | None = None
) -> Timer:
    limits = (clock.limit, after) if after else (clock.limit,)
    notes = ["按工作日计，BPMN 没有工作日，这里近似写作日"] if in_workdays(*limits) else []
    notes += ["时限跨几个状态连续计算，不从进入此状态起算"] if clock.name != stage.name else []
    notes += [f"按“{clock.by}”另有时限"] if clock.cases else []
    return Timer(id, name, duration(*limits), "；".join(notes), does, to, clock.name)
