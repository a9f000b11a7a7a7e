"""Every step that the machine takes by itself can be explained, and who is concerned may have somebody decide."""

from datetime import timedelta
from pathlib import Path

import pytest

from yunhe.definitions.codes import district_of
from yunhe.mechanisms import machine, rehearsal
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.acts.ask_human import NAME
from yunhe.mechanisms.explanation import explained
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.mechanisms.situation import Situation, fold
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
CALENDAR = Calendar.shipped()
MECHANISMS = list(library_of(GONGSHU, district_of(GONGSHU)).current())
Fired = list[tuple[Situation, Event]]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> Fired:
    """What examples let happen by themselves, each with the situation before."""
    found: Fired = []

    def watched(mechanism: Mechanism, situation: Situation, *rest: object) -> list[Event]:
        events = list(machine.catch_up(mechanism, situation, *rest))
        for event in events:
            found.append((situation, event))
            situation = fold(situation, event)
        return events

    monkeypatch.setattr(rehearsal, "catch_up", watched)
    return found


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.key)
def test_every_automatic_step_of_the_examples_is_explained_with_the_right_to_ask(
    mechanism: Mechanism, fired: Fired
) -> None:
    for example in mechanism.rehearsals:
        rehearsal.played(mechanism, example.steps, CALENDAR)
    for before, event in fired:
        said = "\n".join(explained(mechanism, before, event))
        assert "没有人参与决定" in said
        assert "第二十四条第三款" in said
        assert ("办一步“要求人工决定”" in said) == ("转到" in said)


def test_what_moves_by_itself_in_the_district_is_met_by_an_example(fired: Fired) -> None:
    """So the test above has seen it."""
    met, there = set(), set()
    for mechanism in MECHANISMS:
        fired.clear()
        for example in mechanism.rehearsals:
            rehearsal.played(mechanism, example.steps, CALENDAR)
        met |= {(mechanism.key, event.body["do"]) for _, event in fired if "state" in event.body["now"]}
        clocks = [mechanism.clocks[name] for stage in mechanism.stages.values() for name in stage.clocks]
        there |= {(mechanism.key, step.do) for clock in clocks for step in clock.escalations if step.to}
    assert there
    assert {key for key, _ in there} == {key for key, _ in met}


def ended_by_itself() -> tuple[Mechanism, Situation]:
    service = next(mechanism for mechanism in MECHANISMS if mechanism.key == "安居守护服务")
    example = next(example for example in service.rehearsals if example.name == "三十天没签就终止")
    situation, *_ = rehearsal.played(service, example.steps, CALENDAR)
    assert situation is not None
    return service, situation


def asked(mechanism: Mechanism, situation: Situation, by: str = APPLICANT, **given: str) -> "Event | object":
    at = rehearsal.MORNING + timedelta(days=40)
    return machine.decide(mechanism, situation, Act(NAME, by, at, given=given), CALENDAR)


@pytest.mark.parametrize("given", [{}, {"理由": "住院了，没有收到通知"}])
def test_what_ended_by_itself_goes_back_to_where_somebody_decides(given: dict[str, str]) -> None:
    service, situation = ended_by_itself()
    assert (situation.state, situation.is_open) == ("未签同意", False)
    event = asked(service, situation, **given)
    assert isinstance(event, Event)
    assert event.body["about"] == situation.number
    assert event.body["tell"] == [APPLICANT, f"{situation.units.get('社区') or situation.values['社区']}.守护岗"]
    after = fold(situation, event)
    assert (after.state, after.is_open, after.automatic) == ("待签同意", True, None)
    assert after.clocks["待签同意"].run == 2
    assert not isinstance(asked(service, after), Event)


def test_the_machine_may_not_end_it_by_itself_for_ever() -> None:
    service, situation = ended_by_itself()
    event = asked(service, situation)
    assert isinstance(event, Event)
    situation = fold(situation, event)
    for ended in machine.catch_up(service, situation, event.at + timedelta(days=60), CALENDAR):
        situation = fold(situation, ended)
    assert not situation.is_open
    again = machine.decide(service, situation, Act(NAME, APPLICANT, event.at + timedelta(days=61)), CALENDAR)
    assert "已经要求过一次" in str(again)
