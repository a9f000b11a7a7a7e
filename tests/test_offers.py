"""What is offered is what the machine lets happen: each step of an example was on offer to whoever takes it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from yunhe.mechanisms import rehearsal
from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.grammar import as_mechanism, load
from yunhe.mechanisms.machine import decide, open_matter
from yunhe.mechanisms.mechanism import SYSTEM, UPSTREAM, Mechanism
from yunhe.mechanisms.offers import Offer, offers, opening
from yunhe.mechanisms.shape import shape_at, shape_paths
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = acts()["签署"].module.__file__.replace("sign.py", "sample.yaml")
NAMED = ("企呼我应", "加装电梯", "五级赋星劝阻", "督查督办")
CALENDAR = Calendar.shipped()
NOON = datetime.fromisoformat("2025-03-03T12:00:00+08:00")


def mechanisms() -> list[Mechanism]:
    return list(_mechanisms())


def _mechanisms() -> Iterator[Mechanism]:
    yield load(SAMPLE)
    yield from (load(ROOT / f"districts/gongshu/mechanisms/{key}.yaml") for key in NAMED)
    yield from (as_mechanism(shape_at(path)) for path in shape_paths(ROOT / "districts/gongshu"))


Taken = tuple[Situation, Act, "Event | Refused"]


def taken(mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch) -> list[Taken]:
    """Every step that the examples take, where it is taken, and what came of it."""
    found: list[Taken] = []

    def noted(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> "Event | Refused":
        answer = decide(mechanism, situation, act, calendar)
        found.append((situation, act, answer))
        return answer

    monkeypatch.setattr(rehearsal, "decide", noted)
    for example in mechanism.rehearsals:
        rehearsal.problem_with(mechanism, example, CALENDAR)
    return [one for one in found if one[1].actor not in (SYSTEM, UPSTREAM)]


def offered(mechanism: Mechanism, situation: Situation, act: Act) -> Mapping[str, Offer]:
    return {offer.name: offer for offer in offers(mechanism, situation, act.actor, act.at, CALENDAR)}


@pytest.mark.parametrize("mechanism", mechanisms(), ids=lambda made: made.key)
def test_what_an_example_does_was_on_offer(mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch) -> None:
    for situation, act, answer in taken(mechanism, monkeypatch):
        if isinstance(answer, Refused):
            continue
        offer = offered(mechanism, situation, act).get(act.name)
        assert offer is not None, f"{situation.state}：没有列出“{act.name}”"
        assert offer.refused is None, f"{situation.state}“{act.name}”：{offer.refused}"
        asked = {one.name for one in (*offer.inputs, *offer.extra)}
        assert set(act.given) | set(act.units) <= asked, f"{act.name}：{set(act.given) - asked}"


@pytest.mark.parametrize("mechanism", mechanisms(), ids=lambda made: made.key)
def test_what_is_shut_stays_shut_whatever_is_filled_in(mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch) -> None:
    for situation, act, answer in taken(mechanism, monkeypatch):
        offer = offered(mechanism, situation, act).get(act.name)
        if offer is None or offer.refused is not None:
            assert isinstance(answer, Refused), f"{situation.state}“{act.name}”"


def test_an_opening_asks_for_what_the_machine_asks_for() -> None:
    for mechanism in mechanisms():
        offer = opening(mechanism)
        needed = {one.name for one in offer.inputs if one.what == "field"}
        bare = open_matter(mechanism, "甲-2025-000001", Act("登记", "单位.岗", NOON), CALENDAR)
        assert bool(needed) == (isinstance(bare, Refused) and "缺少" in bare.because)


def test_a_matter_that_has_ended_offers_no_more_than_a_link() -> None:
    mechanism = load(SAMPLE)
    play: Any = rehearsal.Play(mechanism, CALENDAR)
    play.through([{"do": "受理"}, {"do": "办好"}, {"do": "通过"}])
    found = [
        offer.name for offer in offers(mechanism, play.situation, "住建局.复核岗", NOON + timedelta(days=9), CALENDAR)
    ]
    assert found == ["关联"]
