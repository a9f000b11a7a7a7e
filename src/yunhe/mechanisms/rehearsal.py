"""Runs the examples of a mechanism: each ends where it says, or is refused where and for what it says.

What an example leaves out is filled in: the post that may do it, what the action needs, the units it assigns. Days pass
only where a step says `wait`, `after` or `on`; whatever falls due then happens by itself, as in life.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import cast

from yunhe.definitions.fields import Field
from yunhe.definitions.kinds import kinds
from yunhe.errors import DefinitionError
from yunhe.mechanisms import workdays
from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.acts.permission import REASON
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.machine import ALSO_HERE, catch_up, decide, open_matter, resolved
from yunhe.mechanisms.mechanism import APPLICANT, UPSTREAM, Action, Mechanism, Rehearsal, is_text_need
from yunhe.mechanisms.requirement import Requirement
from yunhe.mechanisms.situation import WARNING, Situation, fold, walk
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.types import Event, Json

MORNING = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)  # a Monday
BETWEEN_STEPS = timedelta(seconds=1)
OPENING = "登记"
SAID = "示例"
FILE: Mapping[str, Json] = {"name": "示例.pdf", "sha256": "0" * 64, "size": 1}
_BY_KIND: Mapping[str, Json] = {"file": FILE, "ref": "1", "text": SAID, "long_text": SAID}


def failures(mechanism: Mechanism, calendar: Calendar) -> Iterator[DefinitionError]:
    """The examples that do not hold, and what the examples leave unproved."""
    for rehearsal in mechanism.rehearsals:
        problem = problem_with(mechanism, rehearsal, calendar)
        if problem:
            yield DefinitionError(
                mechanism.path, rehearsal.line, f"例子“{rehearsal.name}”：{problem}", "改定义，或改例子"
            )
    for wanted, have in (("ends", "ends"), ("refused", "refused_at")):
        if not any(getattr(rehearsal, have) for rehearsal in mechanism.rehearsals):
            yield DefinitionError(
                mechanism.path, 1, f"例子里没有 {wanted} 的", f"在 examples 里加一个写 {wanted} 的例子"
            )


def problem_with(mechanism: Mechanism, rehearsal: Rehearsal, calendar: Calendar) -> str | None:
    """What is wrong with an example, or None when it holds."""
    situation, refused, at, fired = played(mechanism, rehearsal.steps, calendar)
    if rehearsal.refused_at is None:
        if refused:
            return f"“{at}”被拒绝：{refused.because}"
        return _otherwise(rehearsal, situation, fired)
    if refused is None:
        return f"没有被拒绝，停在“{situation and situation.state}”"
    if at != rehearsal.refused_at:
        return f"在“{at}”就被拒绝：{refused.because}"
    said = _resolved_in(rehearsal.because or "", mechanism, situation)
    return None if said in refused.because else f"拒绝的原因是“{refused.because}”"


def _resolved_in(said: str, mechanism: Mechanism, situation: Situation | None) -> str:
    """A reason with the matter's own units in place of the variable ones, as the machine says it."""
    known = {**situation.values, **situation.units} if situation else {}
    for unit in mechanism.units:
        said = said.replace(f"“{unit}.", f"“{known.get(unit, unit)}.")
    return said


def _otherwise(rehearsal: Rehearsal, situation: Situation | None, fired: list[str]) -> str | None:
    """In what an example that went through has come out otherwise than it says."""
    if situation is None or situation.state != rehearsal.ends:
        return f"停在“{situation and situation.state}”"
    if rehearsal.outcome not in (None, situation.outcome):
        return f"结果是“{situation.outcome}”"
    left = iter(fired)
    if not all(step in left for step in rehearsal.fires):
        return f"自行发生的是{'、'.join(f'“{step}”' for step in fired) or '（无）'}"
    return None


def rehearse(
    mechanism: Mechanism, steps: tuple[Mapping[str, object], ...], calendar: Calendar
) -> tuple[Situation | None, Refused | None, str]:
    """Where the steps lead: the situation, the refusal that ended them, and the step that was refused."""
    return played(mechanism, steps, calendar)[:3]


def played(
    mechanism: Mechanism, steps: tuple[Mapping[str, object], ...], calendar: Calendar
) -> tuple[Situation | None, Refused | None, str, list[str]]:
    """The same, with what has happened by itself in order."""
    play = Play(mechanism, calendar)
    refused, at = play.through(steps)
    return play.situation, refused, at, play.fired


class Play:
    """One matter on the stage: its situation, the time of day, and through which states by which steps it came."""

    def __init__(self, mechanism: Mechanism, calendar: Calendar) -> None:
        self.mechanism, self.calendar = mechanism, calendar
        self.situation: Situation | None = None
        self.now = MORNING
        self.fired: list[str] = []
        self.events: list[Event] = []
        self.tried: list[tuple[str, str]] = []  # state, step
        self.states: list[str] = []

    def through(self, steps: tuple[Mapping[str, object], ...]) -> tuple[Refused | None, str]:
        """Do the steps in order; the refusal that ended them, and the step that was refused."""
        steps = steps if steps and steps[0].get("do") == OPENING else ({"do": OPENING}, *steps)
        for step in steps:
            refused = self.step(step)
            if refused:
                return refused, str(step.get("do", "wait"))
        return None, ""

    def step(self, step: Mapping[str, object]) -> Refused | None:
        for key in ("after", "wait"):
            if key in step:
                at = self.until(cast("Limit | None", step[key]))
                if at is None:
                    return Refused("没有什么会自行到期", "写明等多久，如 3 workdays")
                self.now = at
        if "on" in step:
            morning = datetime.combine(cast("date", step["on"]), MORNING.timetz())
            if self.situation is not None and morning < self.now:
                return Refused(f"{step['on']} 在上一步以前", "例子里的日子往后写")
            self.now = morning
        self.now += BETWEEN_STEPS
        self.let_things_happen()
        if "do" not in step:
            return None
        if self.situation is not None:
            self.tried.append((self.situation.state, str(step["do"])))
        answer = self.answer(step)
        if isinstance(answer, Refused):
            return answer
        self.situation = walk([answer]) if self.situation is None else fold(self.situation, answer)
        self.events.append(answer)
        self.states.append(self.situation.state)
        return None

    def until(self, time: Limit | None) -> datetime | None:
        """So much later; or the next instant, warnings aside, at which something falls due by itself."""
        if time is not None:
            return workdays.due(self.calendar, self.now, time).at
        pending = self.situation.pending() if self.situation else []
        return min((at for at, _, _, step in pending if step != WARNING and at > self.now), default=None)

    def let_things_happen(self) -> None:
        """What falls due happens at its instant, so that what follows from it is counted from there."""
        while self.situation is not None:
            due = [at for at, *_ in self.situation.pending() if at <= self.now]
            if not due:
                return
            for event in catch_up(self.mechanism, self.situation, due[0], self.calendar):
                self.situation = fold(self.situation, event)
                self.events.append(event)
                self.fired.append(str(event.body["do"]))
                self.states.append(self.situation.state)

    def answer(self, step: Mapping[str, object]) -> Event | Refused:
        if self.situation is None:
            return open_matter(self.mechanism, f"{self.mechanism.key}-2025-000001", self.opening(step), self.calendar)
        return decide(self.mechanism, self.situation, self.act(self.situation, step), self.calendar)

    def opening(self, step: Mapping[str, object]) -> Act:
        needed = {name: sample_of(field) for name, field in self.mechanism.fields.items() if field.needed}
        given = {**needed, **cast("Mapping[str, Json]", step.get("with", {}))}
        units = cast("Mapping[str, str]", step.get("units", {}))
        return Act(OPENING, cast("str", step.get("by", APPLICANT)), self.now, given=given, units=units)

    def act(self, situation: Situation, step: Mapping[str, object]) -> Act:
        name = cast("str", step["do"])
        action = self.mechanism.stages[situation.state].actions.get(name)
        given: dict[str, Json] = {}
        units: dict[str, str] = {}
        known = {**situation.values, **situation.units}
        by = situation.owner
        if action is not None:
            given = {need: self.need(need, action) for need in action.needs}
            units = dict.fromkeys(action.assigns, "示例单位")
            by = next((resolved(self.mechanism, post, known) or post for post in action.by), by)
        elif name in acts():
            given = dict.fromkeys(acts()[name].module.__dict__.get("NEEDS", ()), SAID)
        if step.get("agree") is False:
            given[REASON] = SAID
        if self.mechanism.kept_by == "upstream" and name not in ALSO_HERE:
            by = UPSTREAM
        given |= cast("Mapping[str, Json]", step.get("with", {}))
        units |= cast("Mapping[str, str]", step.get("units", {}))
        to, joint = cast("str", step.get("to", "")), cast("tuple[str, ...]", step.get("joint", ()))
        clock, agree = cast("str", step.get("clock", "")), cast("bool", step.get("agree", True))
        given_by = cast("str", step.get("by", by))
        by = resolved(self.mechanism, given_by, known) or given_by
        return Act(name, by, self.now, "", given, to, units, joint, clock, agree)

    def need(self, name: str, action: Action) -> Json:
        field = self.mechanism.fields.get(name)
        if field is not None:
            asked = [one for one in action.requires if isinstance(one, Requirement) and one.field == name]
            wanted = [one.among[0] for one in asked if one.among]
            return wanted[0] if wanted else sample_of(field)
        return SAID if is_text_need(name) else FILE


def sample_of(field: Field) -> Json:
    """A value that the field accepts, for examples and skeletons only."""
    if field.choices:
        return [field.choices[0]] if field.kind == "choices" else field.choices[0]
    if field.kind == "region":
        return next(iter(field.district.subdistricts), "330105001")
    if field.kind in _BY_KIND:
        return _BY_KIND[field.kind]
    if field.least is not None:
        return str(field.least)
    example: Json = next(iter(kinds()[field.kind].EXAMPLES))
    return example
