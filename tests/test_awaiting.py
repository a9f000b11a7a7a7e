"""Whom a matter keeps waiting beside its owner, read off its situation alone."""

from collections.abc import Mapping
from typing import Any

import pytest

from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.awaiting import awaiting
from yunhe.mechanisms.grammar import load
from yunhe.mechanisms.rehearsal import Play
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar

SAMPLE = acts()["签署"].module.__file__.replace("sign.py", "sample.yaml")
TO_SIGNERS = ("受理", "送签")


def after(*steps: "str | Mapping[str, Any]") -> Situation:
    play = Play(load(SAMPLE), Calendar.shipped())
    play.through([{"do": step} if isinstance(step, str) else step for step in steps])
    assert play.situation is not None
    return play.situation


def marks(*steps: "str | Mapping[str, Any]") -> set[str]:
    return {f"{post} {what}" for post, what in awaiting(after(*steps))}


def test_an_ordinary_step_leaves_none() -> None:
    assert marks("受理") == set()


def test_co_units_are_asked_and_the_owner_waits() -> None:
    assert marks({"do": "分派", "joint": ["城管局"]}) == {"示例单位.承办岗 等会办", "城管局.会办岗 会办"}
    answered = {"do": "会办答复", "by": "城管局.会办岗"}
    assert marks({"do": "分派", "joint": ["城管局"]}, answered) == set()


@pytest.mark.parametrize(
    ("way", "first"),
    [("送签", {"财政局.会签岗 签署", "规划局.会签岗 签署"}), ("依次签", {"财政局.会签岗 签署"})],
)
def test_signers_are_asked_in_turn_where_the_order_counts(way: str, first: set[str]) -> None:
    assert marks("受理", way) == first
    assert marks("受理", way, {"do": "签署", "by": "财政局.会签岗"}) == {"规划局.会签岗 签署"}


def test_who_approves_an_extension_is_asked() -> None:
    assert marks("受理", {"do": "申请延期", "clock": "办理期限"}) == {"住建局.分管负责人 批延期"}


def test_what_was_sent_back_or_refused_came_back_until_it_goes_on() -> None:
    back = {"do": "退回", "to": "待受理"}
    assert marks("受理", back) == {"窗口.受理岗 退回"}
    assert marks("受理", back, "受理") == set()
    assert marks("受理", "办好", "不通过") == {"住建局.承办岗 退回"}
    assert marks("受理", "办好", "不通过", "办好") == set()
    assert marks("受理", back, "受理", {"do": "撤回", "by": "窗口.受理岗"}) == {"窗口.受理岗 退回"}


def test_who_lent_a_step_waits_for_it() -> None:
    assert marks("受理", {"do": "委派", "to": "街道.综合岗"}) == {"住建局.承办岗 委派"}


def test_what_has_ended_keeps_nobody_waiting() -> None:
    assert marks("受理", "办好", "通过") == set()
