"""The machine under random legal and illegal acts and jumps of the clock, over every mechanism there is.

After each step: the events fold to the situation, an open matter has an owner and a limit, nothing has fired twice,
nothing that fell due is left waiting, and a refused act has changed nothing.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from yunhe.definitions.codes import NOWHERE, district_of
from yunhe.mechanisms import grammar
from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.machine import catch_up, decide, is_text_need, open_matter, resolved
from yunhe.mechanisms.mechanism import APPLICANT, SYSTEM, UPSTREAM, Mechanism
from yunhe.mechanisms.rehearsal import FILE, sample_of
from yunhe.mechanisms.situation import Situation, fold, walk
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

ROOT = Path(__file__).parent.parent
SAMPLE = str(files("yunhe.mechanisms.acts") / "sample.yaml")
CALENDAR = Calendar.shipped()
BEGIN = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def mechanisms() -> Iterator[Mechanism]:
    yield grammar.load(SAMPLE, NOWHERE)
    for folder in sorted((ROOT / "districts").glob("*/mechanisms")):
        district = district_of(folder.parent)
        yield from (grammar.load(path, district) for path in sorted(folder.glob("*.yaml")))


ALL = {Path(mechanism.path).stem: mechanism for mechanism in mechanisms()}


def filled(mechanism: Mechanism, needs: tuple[str, ...]) -> dict[str, Any]:
    """What an act needs, made up."""
    found: dict[str, Any] = {}
    for need in needs:
        field = mechanism.fields.get(need)
        found[need] = sample_of(field) if field else ("示例" if is_text_need(need) else FILE)
    return found


class Loop(RuleBasedStateMachine):
    """One matter, worked at random."""

    mechanism: Mechanism

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.events: list[Event] = []
        self.situation = Situation("", "", "")
        self.fired: Counter[tuple[object, ...]] = Counter()

    @initialize()
    def open(self) -> None:
        needed = tuple(name for name, field in self.mechanism.fields.items() if field.needed)
        act = Act("登记", APPLICANT, self.now, given=filled(self.mechanism, needed))
        event = open_matter(self.mechanism, "事-2025-000001", act, CALENDAR)
        assert isinstance(event, Event), event
        self.events, self.situation = [event], walk([event])

    @rule(data=st.data())
    def take_an_action(self, data: st.DataObject) -> None:
        stage = self.mechanism.stages[self.situation.state]
        if not stage.actions:
            return
        action = data.draw(st.sampled_from(sorted(stage.actions.values())))
        known = {**self.situation.values, **self.situation.units}
        posts = [resolved(self.mechanism, post, known) or post for post in action.by] or [self.situation.owner]
        units = dict.fromkeys(action.assigns, data.draw(st.sampled_from(["区城管局", "区民政局"])))
        joint = data.draw(st.lists(st.sampled_from(["甲局", "乙局"]), unique=True)) if action.joint else []
        given = filled(self.mechanism, action.needs)
        if given and data.draw(st.booleans()) and data.draw(st.booleans()):
            given.pop(next(iter(given)))
        actor = data.draw(st.sampled_from([*posts, *posts, "别的局.别的岗"]))
        self.do(Act(action.name, actor, self.now, given=given, units=units, joint=tuple(joint)))

    @rule(data=st.data(), name=st.sampled_from(sorted(acts())), agree=st.booleans())
    def use_an_act(self, data: st.DataObject, name: str, agree: bool) -> None:
        situation = self.situation
        posts = [situation.owner, *situation.signers, *(f"{unit}.会办岗" for unit in situation.joint)]
        posts += [str(situation.asked["approval"])] if situation.asked else []
        posts += [str(situation.undo["by"])] if situation.undo else []
        actor = data.draw(st.sampled_from([*posts, "督查室.督查岗", SYSTEM, UPSTREAM, APPLICANT]))
        to = data.draw(
            st.sampled_from([*self.mechanism.stages, *situation.trail, "区城管局.一岗", "事-2025-000002", ""])
        )
        given = filled(self.mechanism, getattr(acts()[name].module, "NEEDS", ()))
        if not agree:
            given = {"理由": "示例"}
        clock = data.draw(st.sampled_from([*situation.clocks, *self.mechanism.clocks]))
        self.do(Act(name, actor, self.now, given=given, to=to, clock=clock, agree=agree))

    @rule(
        name=st.text(max_size=4),
        actor=st.text(max_size=4),
        given=st.dictionaries(st.text(max_size=3), st.text(max_size=3)),
    )
    def try_nonsense(self, name: str, actor: str, given: dict[str, str]) -> None:
        self.do(Act(name, actor, self.now, given=given))

    @rule(jump=st.sampled_from([1, 60, 600, 86_400, 3 * 86_400, 40 * 86_400, 200 * 86_400]))
    def let_time_pass(self, jump: int) -> None:
        self.now += timedelta(seconds=jump)
        for event in list(catch_up(self.mechanism, self.situation, self.now, CALENDAR)):
            self.note(event)
        assert [item for item in self.situation.pending() if item[0] <= self.now] == []

    def do(self, act: Act) -> None:
        before = self.situation
        answer = decide(self.mechanism, before, act, CALENDAR)
        assert self.situation == before
        if isinstance(answer, Refused):
            assert answer.because
        else:
            self.note(answer)

    def note(self, event: Event) -> None:
        self.events.append(event)
        self.situation = fold(self.situation, event)
        if event.kind == "fired":
            self.fired[tuple(event.body[key] for key in ("clock", "run", "step", "due"))] += 1

    @invariant()
    def events_fold_to_the_situation(self) -> None:
        if self.events:
            assert walk(self.events) == self.situation
            assert Situation.from_json(self.situation.to_json()) == self.situation

    @invariant()
    def an_open_matter_has_an_owner_and_a_limit(self) -> None:
        if self.events and self.situation.is_open:
            assert self.situation.owner
            assert self.situation.due is not None
        elif self.events:
            assert not self.situation.clocks

    @invariant()
    def nothing_fires_twice(self) -> None:
        assert all(count == 1 for count in self.fired.values())


@pytest.mark.parametrize("name", ALL)
def test_every_mechanism_keeps_its_laws(name: str) -> None:
    machine = type("Run", (Loop,), {"mechanism": ALL[name]})
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))
