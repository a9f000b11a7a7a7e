"""The life of one simulated matter: opened, worked, returned, late, escalated by itself, ended or left open.

    life = Life(mechanism, "企呼我应-2024-000001", draw, calendar, habits, keys, Desk())
    life.live(opened, until)          → life.events, life.situation

It acts through `open_matter` and `decide` alone, so that it can do nothing that a post could not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random

from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.machine import catch_up, decide, open_matter, resolved
from yunhe.mechanisms.mechanism import APPLICANT, SYSTEM, UPSTREAM, Action, Mechanism, Stage, is_text_need
from yunhe.mechanisms.requirement import Requirement
from yunhe.mechanisms.situation import Situation, fold, walk
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.simulation import invented
from yunhe.simulation.invented import SAID, Keys
from yunhe.simulation.uncovered import Uncovered
from yunhe.types import Event, Json

OPENING = "登记"
MOST_EVENTS = 80
MOST_SOUGHT = 400  # of one that goes after what no other has gone through
MOST_REFUSALS = 12
SIDE_ACTS = ("转办", "委派", "催办", "抄送", "退回", "撤回", "更正")


class Desk:
    """What a life needs of the world outside: nothing here; the server puts personal values away and keeps consent."""

    def put_away(self, mechanism: Mechanism, number: str, given: Mapping[str, Json]) -> Mapping[str, Json]:
        """What was given, with what must not stand in events put away."""
        return given

    def allows(self, mechanism: Mechanism, act: Act, values: Mapping[str, Json]) -> bool:
        """Whether the consent that an action needs is there."""
        return True

    def noted(self, mechanism: Mechanism, act: Act, situation: Situation) -> None:
        """An action was done."""


@dataclass
class Habits:
    """How people work: how often they are late or send things round, how gladly they do what."""

    late: float = 0.1  # share of steps done after their limit
    aside: float = 0.06  # share of steps that send a matter round
    comes_back: float = 0.05  # share of closed matters, of those that can be, that are opened again
    declines: float = 0.15  # how gladly somebody is refused, beside what goes on
    gladly: Mapping[str, float] = field(default_factory=dict)  # action, or 状态.动作 → weight


class Life:
    """One matter while it is lived."""

    def __init__(
        self,
        mechanism: Mechanism,
        number: str,
        draw: Random,
        calendar: Calendar,
        habits: Habits,
        keys: Keys,
        desk: Desk,
        seeks: Uncovered | None = None,
    ) -> None:
        self.mechanism, self.number, self.draw = mechanism, number, draw
        self.calendar, self.habits, self.keys, self.desk = calendar, habits, keys, desk
        self.seeks, self.units = seeks, invented.units_of(keys)
        self.events: list[Event] = []
        self.situation: Situation | None = None
        self.now = datetime.min

    def live(self, opened: datetime, until: datetime, given: Mapping[str, Json] | None = None) -> None:
        """Everything that happens to it from its opening to an instant."""
        self.now = opened
        if self.seeks is not None:
            self.seeks.begin()
        self._open(given or {})
        refusals = 0
        while self._goes_on(until) and refusals < MOST_REFUSALS:
            at = self._next_moment()
            if not self._let_happen(min(at, until)):
                continue  # it moved by itself: somebody else has it now
            if at > until:
                return
            self.now = max(at, self.now + timedelta(seconds=1))
            refusals = 0 if self._act() else refusals + 1

    def _goes_on(self, until: datetime) -> bool:
        most = MOST_SOUGHT if self.seeks is not None else MOST_EVENTS
        return (self._here().is_open or self._is_reopened()) and self.now < until and len(self.events) < most

    def _is_reopened(self) -> bool:
        """Whether somebody comes back to a closed matter that can be opened again."""
        here = self._here()
        stage = self.mechanism.stages[here.state]
        if not stage.actions or here.is_merged:
            return False
        return self.seeks.leads_on(stage) if self.seeks is not None else self.draw.random() < self.habits.comes_back

    def _open(self, given: Mapping[str, Json]) -> None:
        needed = {name: self._value(name) for name, one in self.mechanism.fields.items() if one.needed}
        some = {name: self._value(name) for name, one in self.mechanism.fields.items() if self._fills(name)}
        actor = UPSTREAM if self.mechanism.kept_by == "upstream" else APPLICANT
        start = self.mechanism.stages[self.mechanism.start]
        unit = start.owner.partition(".")[0]
        units = {unit: self.draw.choice(self.units)} if unit in self.mechanism.units and unit not in needed else {}
        said = self.desk.put_away(self.mechanism, self.number, {**some, **needed, **given})
        act = Act(OPENING, actor, self.now, given=said, units=units)
        event = open_matter(self.mechanism, self.number, act, self.calendar, simulated=True)
        if isinstance(event, Refused):
            raise ValueError(f"{self.number}: {event}")
        self.situation = walk([event])
        self.events.append(event)

    def _fills(self, name: str) -> bool:
        """Whether a field that may be left out is filled at once: those that others choose by, and now and then one."""
        one, points = self.mechanism.fields[name], self.mechanism.points
        if points is not None and name == points.level:
            return False  # the machine works it out
        if points is not None and name in points.weighed:
            return True
        if one.needed or one.kind in ("file", "ref", "date", "instant"):
            return False
        chooses = any(clock.by == name for clock in self.mechanism.clocks.values())
        return chooses or (one.kind in ("region", "person", "phone") and self.draw.random() < 0.7)

    def _value(self, name: str) -> Json:
        return invented.value_of(self.mechanism.fields[name], self.draw, self.now, self.keys)

    # when

    def _next_moment(self) -> datetime:
        """When somebody does the next step: mostly in time, sometimes late, in office hours where days are counted."""
        assert self.situation is not None
        due = self.situation.due
        sought = self.seeks.next_fire(self.situation) if self.seeks is not None else None
        if sought is not None:
            return sought + timedelta(minutes=1)
        if due is None:
            return self.now + timedelta(days=self.draw.uniform(0.5, 8))
        whole = max(due - self.now, timedelta(minutes=1))
        share = self.draw.betavariate(2, 3) if self.draw.random() >= self.habits.late else self.draw.uniform(1, 2.5)
        at = self.now + whole * share
        return at if whole < timedelta(hours=12) else self._in_office(at)

    def _in_office(self, at: datetime) -> datetime:
        """The same day or the next on which people work, between nine and five."""
        local = at.astimezone(CHINA).replace(hour=9, minute=0, second=0, microsecond=0)
        while not self.calendar.is_workday(local.date()):
            local += timedelta(days=1)
        return max(local + timedelta(seconds=self.draw.randint(0, 8 * 3600)), self.now + timedelta(minutes=1))

    def _let_happen(self, until: datetime) -> bool:
        """What falls due until then happens at its instant; whether the matter still stands where it stood."""
        assert self.situation is not None
        state = self.situation.state
        while self.situation.is_open and len(self.events) < MOST_SOUGHT:
            due = [at for at, *_ in self.situation.pending() if at <= until]
            if not due:
                return True
            self.now = max(self.now, due[0])
            for event in catch_up(self.mechanism, self.situation, self.now, self.calendar):
                self._happened(event)
            if self.situation.state != state:
                return False
        return not self.situation.is_open and self.situation.state == state

    def _happened(self, event: Event) -> None:
        before = self._here()
        self.situation = fold(before, event)
        self.events.append(event)
        if self.seeks is not None:
            self.seeks.strike(before.state, event)

    # what

    def _act(self) -> bool:
        """Do one thing that may be done; whether anything was."""
        for act in self._wishes():
            event = decide(self.mechanism, self._here(), act, self.calendar)
            if isinstance(event, Event) and self.desk.allows(self.mechanism, act, self._here().values):
                self._happened(self._put_away(act, event))
                self.desk.noted(self.mechanism, act, self._here())
                return True
        self.now += timedelta(days=1)
        return False

    def _put_away(self, act: Act, event: Event) -> Event:
        """The same event with what must not stand in it put away; only what is really done goes to the vault."""
        sealed = self.desk.put_away(self.mechanism, self.number, act.given) if act.given else act.given
        if sealed is act.given:
            return event
        again = decide(self.mechanism, self._here(), act._replace(given=sealed), self.calendar)
        assert isinstance(again, Event), again
        return again

    def _here(self) -> Situation:
        assert self.situation is not None
        return self.situation

    def _wishes(self) -> Iterator[Act]:
        """What might be done, the likeliest first."""
        here = self._here()
        stage = self.mechanism.stages[here.state]
        if here.lent:
            yield Act("交回", here.owner, self.now, given={"意见": SAID})
            return
        silent = [unit for unit, answered in here.joint.items() if not answered]
        if silent and self.draw.random() < 0.7:
            yield Act("会办答复", f"{silent[0]}.会办岗", self.now, given={"意见": SAID})
        if here.asked:
            yield from self._answers_to_extension(here)
        if self.seeks is None and self.draw.random() < self.habits.aside:
            yield from self._asides(here, stage)
        if stage.signing is not None:
            yield from self._signatures(here)
        for action in self._by_liking(stage):
            yield self._taking(action)
        yield from (Act("会办答复", f"{unit}.会办岗", self.now, given={"意见": SAID}) for unit in silent)

    def _by_liking(self, stage: Stage) -> list[Action]:
        if self.seeks is not None:
            return self.seeks.nearest_first(stage, self.draw)
        gladly = self.habits.gladly

        def liking(action: Action) -> float:
            base = self.habits.declines if action.refuses else 1.0
            back = 0.3 if action.to in self._here().trail or action.to == stage.name else 1.0
            return gladly.get(f"{stage.name}.{action.name}", gladly.get(action.name, base * back)) * self.draw.random()

        return sorted(stage.actions.values(), key=liking, reverse=True)

    def _taking(self, action: Action) -> Act:
        """An action with all that it needs."""
        here = self._here()
        known = {**here.values, **here.units}
        by = next((resolved(self.mechanism, post, known) or post for post in action.by), here.owner)
        given = {need: self._need(need, action) for need in action.needs}
        for one in self._conditions(action):
            if one.of and one.of in self.mechanism.fields and {**here.values, **given}.get(one.of) in (None, ""):
                given[one.of] = self._value(one.of)
            meeting = self._meeting(one, {**here.values, **given})
            given |= {} if meeting is None else {one.field: meeting}
        units = {unit: self.draw.choice(self.units) for unit in action.assigns}
        spare = [unit for unit in self.units if unit not in units.values()]
        asks_others = action.joint and self.draw.random() < 0.2
        joint = tuple(self.draw.sample(spare, self.draw.randint(1, 2))) if asks_others else ()
        actor = UPSTREAM if self.mechanism.kept_by == "upstream" else by
        return Act(action.name, actor, self.now, given=given, units=units, joint=joint)

    def _conditions(self, action: Action) -> list[Requirement]:
        return [one for one in action.requires if isinstance(one, Requirement) and one.field in self.mechanism.fields]

    def _meeting(self, one: Requirement, values: Mapping[str, Json]) -> Json:
        """A value that meets a condition, where the one at hand does not; None where nothing need be said."""
        if one.among:
            return None if values.get(one.field) in one.among else one.among[0]
        whole = values.get(one.of) if one.of else "1"
        if whole in (None, ""):
            return None
        places = 0 if self.mechanism.fields[one.field].kind == "whole" else 2
        met = _met(one, Fraction(str(whole)) * 10**places)
        return f"{met // 100}.{met % 100:02}" if places else str(met)

    def _need(self, name: str, action: Action) -> Json:
        if name in self.mechanism.fields:
            asked = [one for one in self._conditions(action) if one.field == name and one.among]
            return self.draw.choice(asked[0].among) if asked else self._value(name)
        return SAID if is_text_need(name) else invented.evidence(self.draw)

    def _answers_to_extension(self, here: Situation) -> Iterator[Act]:
        asked = here.asked or {}
        clock = self.mechanism.clocks.get(str(asked.get("clock", "")))
        if clock is None or clock.extension is None:
            return
        approval = resolved(self.mechanism, clock.extension.approval, {**here.values, **here.units}) or here.owner
        word = "同意延期" if self.draw.random() < 0.8 else "不同意延期"
        yield Act(word, approval, self.now, given={"理由": SAID})
        yield Act(word, approval, self.now)

    def _signatures(self, here: Situation) -> Iterator[Act]:
        for post in here.signers:
            if post not in here.signed:
                agree = self.draw.random() < 0.85
                yield Act("签署", post, self.now, given={} if agree else {"理由": SAID}, agree=agree)

    def _asides(self, here: Situation, stage: Stage) -> Iterator[Act]:
        """Sending a matter round, asking for more time, taking back."""
        extensible = [name for name in stage.clocks if self.mechanism.clocks[name].extension]
        if extensible and self.draw.random() < 0.5:
            yield Act("申请延期", here.owner, self.now, given={"理由": SAID}, clock=extensible[0])
        name = self.draw.choice(SIDE_ACTS)
        if name not in stage.flow:
            return
        reason = {"理由": SAID}
        unit, _, duty = here.owner.partition(".")
        if name in ("转办", "委派") and duty:
            other = self.draw.choice([each for each in self.units if each != unit])
            yield Act(name, here.owner, self.now, given=reason, to=f"{other}.{duty}")
        elif name == "退回" and here.trail:
            yield Act(name, here.owner, self.now, given=reason, to=self.draw.choice(here.trail))
        elif name == "抄送":
            yield Act(name, here.owner, self.now, to=f"{self.draw.choice(self.units)}.负责人")
        elif name == "撤回" and here.undo:
            yield Act(name, str(here.undo.get("by", here.owner)), self.now, given=reason)
        elif name == "催办":
            yield Act(name, SYSTEM, self.now)


def _met(one: Requirement, whole: Fraction) -> int:
    """The whole number next to the bounds of a condition that keeps within them."""
    if one.more_than:
        return int(one.more_than.value * whole // 1) + 1
    if one.at_least:
        return -int(-one.at_least.value * whole // 1)
    if one.less_than:
        return max(0, -int(-one.less_than.value * whole // 1) - 1)
    return int(one.at_most.value * whole // 1) if one.at_most else 0
