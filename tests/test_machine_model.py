"""The machine under random legal and illegal acts and jumps of the clock, over every mechanism there is.

After each step: the events fold to the situation, an open matter has an owner and a limit, nothing has fired twice,
nothing that fell due is left waiting, and a refused act has changed nothing.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

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
from yunhe.mechanisms.shape import shape_at, shape_paths
from yunhe.mechanisms.situation import Situation, fold, walk
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

ROOT = Path(__file__).parent.parent
SAMPLE = str(files("yunhe.mechanisms.acts") / "sample.yaml")
CALENDAR = Calendar.shipped()
FLOW_ACTS = {"延期": "申请延期"}  # what a flow calls otherwise than the act
BEGIN = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def mechanisms() -> Iterator[Mechanism]:
    yield grammar.load(SAMPLE, NOWHERE)
    yield from (grammar.as_mechanism(shape_at(path)) for path in shape_paths())
    for folder in sorted([*(ROOT / "districts").glob("*/mechanisms"), *(ROOT / "examples").glob("*/mechanisms")]):
        district = district_of(folder.parent)
        yield from (grammar.load(path, district) for path in sorted(folder.glob("*.yaml")))


EXAMPLES_IN_ALL = 480  # of all mechanisms together, so that the suite stays fast however many there are
ALL = {Path(mechanism.path).stem: mechanism for mechanism in mechanisms()}
EXAMPLES = max(8, EXAMPLES_IN_ALL // len(ALL))


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

    @rule(data=st.data(), agree=st.booleans())
    def use_an_act(self, data: st.DataObject, agree: bool) -> None:
        situation, stage = self.situation, self.mechanism.stages[self.situation.state]
        usual = [FLOW_ACTS.get(name, name) for name in stage.flow]
        usual += ["签署"] if stage.signing else []
        usual += ["会办答复"] if situation.joint else []
        usual += ["同意延期", "不同意延期"] if situation.asked else []
        usual += ["交回"] if situation.lent else []
        name = data.draw(st.sampled_from(usual or ["撤回"]) | st.sampled_from(sorted(acts())))
        to = data.draw(st.sampled_from(self.places(name)) | st.sampled_from(self.places("")))
        actor = data.draw(st.sampled_from(self.actors(name)) | st.sampled_from(["督查室.督查岗", UPSTREAM, APPLICANT]))
        given = filled(self.mechanism, getattr(acts()[name].module, "NEEDS", ()))
        clock = data.draw(st.sampled_from([*situation.clocks, *self.mechanism.clocks]))
        self.do(Act(name, actor, self.now, given=given if agree else {"理由": "示例"}, to=to, clock=clock, agree=agree))

    def places(self, name: str) -> list[str]:
        """Where an act usually leads."""
        if name in ("并案", "关联", "拆分"):
            return ["事-2025-000002", "事-2025-000003"]
        if name == "退回":
            return [*self.situation.trail] or [""]
        return list(self.mechanism.stages) if name == "镜像" else ["区城管局.一岗", "区民政局.二岗", ""]

    def actors(self, name: str) -> list[str]:
        """Who usually does it."""
        situation = self.situation
        if name == "签署" and situation.signers:
            return list(situation.signers)
        if name == "会办答复" and situation.joint:
            return [f"{unit}.会办岗" for unit in situation.joint]
        if name == "撤回" and situation.undo:
            return [str(situation.undo["by"])]
        if "同意延期" in name and situation.asked:
            return [str(situation.asked["approval"])]
        return [SYSTEM] if name in ("迁移", "重算", "子事项办结") else [situation.owner or APPLICANT]

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
            self.begins_when_it_should(event)
            self.note(event)
        assert [item for item in self.situation.pending() if item[0] <= self.now] == []

    def begins_when_it_should(self, event: Event) -> None:
        """What a late step sets going: the law's limits from when it was due, ours from now; the event says both."""
        due, now = datetime.fromisoformat(str(event.body["due"])), cast("dict[str, Any]", event.body["now"])
        assert due <= event.at == self.now
        for name, run in now.get("runs", {}).items():
            assert run == now["clocks"][name]["run"]
            ours = not self.mechanism.clocks[name].is_statutory or now["owner"] == APPLICANT
            assert datetime.fromisoformat(now["clocks"][name]["from"]) == (self.now if ours else due)

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
    run_state_machine_as_test(machine, settings=settings(max_examples=EXAMPLES, stateful_step_count=30, deadline=None))
