"""Whoever has something to do that was not his to do before is told, and nobody else."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from yunhe.mechanisms import grammar
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.machine import catch_up, decide, open_matter
from yunhe.mechanisms.situation import Situation, fold, walk
from yunhe.mechanisms.workdays import Calendar
from yunhe.server.matters.saying import standing, waits
from yunhe.types import Event

SAMPLE = grammar.load(str(files("yunhe.mechanisms.acts") / "sample.yaml"))
CALENDAR = Calendar.shipped()
BEGIN = datetime(2025, 6, 3, 1, 0, tzinfo=UTC)
WINDOW, OWNER, FIRST, SECOND = "窗口.受理岗", "住建局.承办岗", "财政局.会签岗", "规划局.会签岗"
BECAUSE = {"理由": "示例"}
SIGNING = (Act("受理", WINDOW, BEGIN), Act("送签", OWNER, BEGIN))
IN_ORDER = (Act("受理", WINDOW, BEGIN), Act("依次签", OWNER, BEGIN))
DISPATCHED = (Act("分派", WINDOW, BEGIN, units={"主办单位": "城管局"}, joint=("交通局",)),)


def done(*steps: Act) -> tuple[Situation, Event]:
    """Where the steps lead, and the last of their events."""
    event = open_matter(SAMPLE, "样-2025-000001", Act("登记", "申请人", BEGIN), CALENDAR)
    assert isinstance(event, Event)
    situation = walk([event])
    for step in steps:
        answer = decide(SAMPLE, situation, step, CALENDAR)
        assert isinstance(answer, Event), answer
        event, situation = answer, fold(situation, answer)
    return situation, event


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((), [WINDOW]),
        ((Act("受理", WINDOW, BEGIN),), [OWNER]),
        (SIGNING, [FIRST, SECOND]),
        (IN_ORDER, [FIRST]),
        ((*IN_ORDER, Act("签署", FIRST, BEGIN)), [SECOND]),
        ((*SIGNING, Act("签署", FIRST, BEGIN)), []),
        ((*SIGNING, Act("签署", FIRST, BEGIN), Act("签署", SECOND, BEGIN)), ["住建局.复核岗"]),
        (DISPATCHED, ["城管局.承办岗", "交通局"]),
        ((Act("转办", WINDOW, BEGIN, given=BECAUSE, to="街道.综合岗"),), ["街道.综合岗"]),
    ],
)
def test_who_is_told(steps: tuple[Act, ...], told: list[str]) -> None:
    assert done(*steps)[1].body.get("tell", []) == told


def test_a_late_co_unit_is_told_itself() -> None:
    situation, _ = done(*DISPATCHED)
    events = list(catch_up(SAMPLE, situation, BEGIN + timedelta(days=7), CALENDAR))
    late = next(event for event in events if event.body["do"] == "逾期" and event.body["clock"] == "会办·交通局")
    assert late.body["tell"] == ["城管局.承办岗", "交通局"]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((*SIGNING, Act("签署", FIRST, BEGIN)), f"签署：{FIRST} 同意、{SECOND} 待签"),
        (DISPATCHED, "会办：交通局 未答复"),
        ((Act("委派", WINDOW, BEGIN, given=BECAUSE, to="街道.综合岗"),), f"受“{WINDOW}”委派，办完交回"),
        (
            (Act("受理", WINDOW, BEGIN), Act("申请延期", OWNER, BEGIN, given=BECAUSE, clock="办理期限")),
            "“办理期限”申请延期，等“住建局.分管负责人”批准",
        ),
    ],
)
def test_what_a_matter_waits_for_is_said(steps: tuple[Act, ...], said: str) -> None:
    assert said in list(waits(done(*steps)[0]))


def test_where_a_merged_matter_goes_on_is_said() -> None:
    merged, _ = done(Act("并案", WINDOW, BEGIN, given=BECAUSE, to="样-2025-000002"))
    assert standing(merged) == "样-2025-000001 · 待受理 · 已并入 样-2025-000002"
    answer = decide(SAMPLE, merged, Act("受理", WINDOW, BEGIN), CALENDAR)
    assert "在“样-2025-000002”里接着办" in str(answer)


def test_what_can_be_done_is_offered_in_the_words_in_which_it_is_asked_for() -> None:
    assert "申请延期" in SAMPLE.stages["办理中"].offers
    assert {"延期", "加签", "签署"} & set(SAMPLE.stages["办理中"].offers) == set()
    assert SAMPLE.stages["会签中"].offers[:3] == ["签署", "加签", "减签"]
    situation, _ = done(Act("受理", WINDOW, BEGIN))
    assert "申请延期" in str(decide(SAMPLE, situation, Act("延期", OWNER, BEGIN), CALENDAR))
