"""Points: a level is the sum that everybody can recount, nobody writes it by hand, and it is explained."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.errors import DefinitionError
from yunhe.mechanisms import grammar
from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.drawing.bpmn import bpmn
from yunhe.mechanisms.drawing.bpmn_reading import read_back
from yunhe.mechanisms.explanation import explained
from yunhe.mechanisms.machine import decide, open_matter
from yunhe.mechanisms.points import Award, Points, Weight, added, points_of
from yunhe.mechanisms.situation import fold, walk
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.types import Event

CALENDAR = Calendar.shipped()
MONDAY = datetime(2025, 3, 3, 9, tzinfo=CHINA)
WRITTEN = """mechanism: 预警
basis: 示例口径
kept_by: yunhe
fields:
  等级: {type: choice, choices: [低, 高], needed: true}
  不信: flag
  金额: money
  姓名: {type: person, class: 个人}
  星级: {type: choice, choices: [一星, 二星, 三星]}
flow: [更正]
points:
  level: 星级
  at: [登记, 复评]
  tables:
    - since: 2025-01-01
      basis: 示例口径
      weights:
        等级: {低: 0, 高: 20}
        不信: {是: 10, 否: -5}
        金额: {10000: 5, 50000: 20}
      levels: {一星: -5, 二星: 20, 三星: 40}
    - since: 2025-03-10
      basis: 示例口径（改过）
      weights:
        等级: {低: 0, 高: 40}
      levels: {一星: 0, 二星: 10, 三星: 40}
retention: {days: 90, after: 办结, basis: 示例口径}
start: 待劝阻
states:
  待劝阻:
    owner: 公安局.劝阻岗
    within: {limit: 4 hours, cases: {by: 星级, 一星: 24 hours, 三星: 10 minutes}}
    actions:
      复评: {to: 待劝阻}
      人工调整: {to: 待劝阻, by: 公安局.研判岗, needs: [星级, 理由]}
      劝住: 已办结
  已办结:
examples:
  劝住: {events: [劝住], ends: 已办结}
  不能直接填: {events: [{do: 登记, with: {星级: 三星}}], refused: {at: 登记, because: 由系统按分值得出}}
"""
MADE = grammar.parse(WRITTEN, "预警.yaml")


def opened(at: datetime = MONDAY, **values: Any) -> Event:
    event = open_matter(MADE, "预警-1", Act("登记", "申请人", at, given={"等级": "高", **values}), CALENDAR)
    assert isinstance(event, Event)
    return event


def answered(name: str, actor: str, at: datetime = MONDAY, **given: Any) -> "Event | Refused":
    before = walk([opened(金额="6万元", 不信=True)])
    return decide(MADE, before, Act(name, actor, at, given=given), CALENDAR)


def test_the_level_is_the_sum_and_the_event_holds_it() -> None:
    event = opened(金额="6万元", 不信=True)
    made: Any = event.body["points"]
    assert (made["total"], made["level"]) == (50, "三星")
    assert [one["points"] for one in made["of"]] == [20, 10, 20]
    assert walk([event]).values["星级"] == "三星"


def test_the_limit_goes_by_the_level_just_worked_out() -> None:
    assert str(walk([opened(金额="6万元", 不信=True)]).clocks["待劝阻"].limit) == "10 minutes"
    assert str(walk([opened(等级="低")]).clocks["待劝阻"].limit) == "24 hours"


@pytest.mark.parametrize(("amount", "points"), [("9999.99元", 0), ("1万元", 5), ("49999.99元", 5), ("5万元", 20)])
def test_the_highest_mark_reached_counts(amount: str, points: int) -> None:
    made: Any = opened(金额=amount).body["points"]
    assert made["of"][2]["points"] == points


def test_the_table_of_the_day_of_the_act_counts() -> None:
    later = datetime(2025, 3, 10, 0, 0, 1, tzinfo=CHINA)
    made: Any = opened(later).body["points"]
    assert (made["since"], made["total"], made["level"]) == ("2025-03-10", 40, "三星")
    again = answered("复评", "公安局.劝阻岗", later)
    assert isinstance(again, Event)
    said = again.body["points"]
    assert isinstance(said, Mapping)
    assert said["since"] == "2025-03-10"


def test_before_the_first_table_nothing_is_worked_out() -> None:
    early = Act("登记", "申请人", datetime(2024, 12, 31, 23, tzinfo=CHINA), given={"等级": "高"})
    refused = open_matter(MADE, "预警-1", early, CALENDAR)
    assert isinstance(refused, Refused)
    assert "还没有“星级”的分值表" in refused.because


def test_a_person_may_decide_otherwise_where_an_action_says_so() -> None:
    event = answered("人工调整", "公安局.研判岗", 星级="一星", 理由="本人已识破")
    assert isinstance(event, Event)
    assert "points" not in event.body
    assert fold(walk([opened(金额="6万元", 不信=True)]), event).values["星级"] == "一星"


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("复评", {"星级": "一星"}, "由系统按分值得出"),
        ("劝住", {"星级": "一星"}, "由系统按分值得出"),
        ("更正", {"星级": "一星", "理由": "改"}, "不能更正"),
        ("更正", {"金额": "1元", "理由": "改"}, "“金额”已经计入“星级”"),
    ],
)
def test_nobody_writes_it_by_hand_elsewhere(name: str, given: dict[str, Any], why: str) -> None:
    refused = answered(name, "公安局.劝阻岗", **given)
    assert isinstance(refused, Refused)
    assert why in refused.because


def test_a_correction_counts_anew_where_the_mechanism_says_so() -> None:
    made = grammar.parse(WRITTEN.replace("[登记, 复评]", "[登记, 更正]"), "预警.yaml")
    before = walk([opened(金额="6万元", 不信=True)])
    act = Act("更正", "公安局.劝阻岗", MONDAY, given={"金额": "1元", "理由": "多写了"})
    event = decide(made, before, act, CALENDAR)
    assert isinstance(event, Event)
    assert fold(before, event).values["星级"] == "二星"
    assert str(fold(before, event).clocks["待劝阻"].limit) == "4 hours"


def test_it_is_explained_with_its_arithmetic() -> None:
    said = "\n".join(explained(MADE, None, opened(金额="6万元", 不信=True)))
    assert "“星级”由系统按分值得出：三星（50分），没有人参与计分。" in said
    assert "等级“高”计20分，不信“是”计10分，金额“60000”计20分，合计50分" in said
    assert "自2025-01-01起施行，依据：示例口径；一星-5分起、二星20分起、三星40分起" in said
    assert "第二十四条第三款" in said


def test_what_is_not_filled_counts_nothing_and_is_said() -> None:
    assert "金额没有填计0分" in "\n".join(explained(MADE, None, opened()))


def test_a_drawing_holds_the_points() -> None:
    assert read_back(bpmn(MADE)).points == MADE.points


def test_other_weights_are_another_version() -> None:
    assert grammar.parse(WRITTEN.replace("高: 20", "高: 21"), "预警.yaml").digest != MADE.digest


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("level: 星级", "level: 金额", "“金额”不能写等级"),
        ("等级: {低: 0, 高: 20}", "等级: {高: 20}", "“等级”是“低”时没有写计多少分"),
        ("等级: {低: 0, 高: 20}", "等级: {低: 0, 高: 20, 中: 5}", "“等级”不会是“中”"),
        ("等级: {低: 0, 高: 20}", "姓名: {低: 0, 高: 20}", "“姓名”不能计分"),
        ("{10000: 5, 50000: 20}", "{50000: 20, 10000: 5}", "数的分档要从小到大"),
        ("{10000: 5, 50000: 20}", "{一万: 5}", "“一万”不是数"),
        ("{一星: -5, 二星: 20, 三星: 40}", "{一星: 0, 二星: 20, 三星: 40}", "最低可以是-5分，没有等级"),
        ("{一星: -5, 二星: 20, 三星: 40}", "{一星: -5, 二星: 20, 三星: 60}", "最高只到50分，到不了“三星”"),
        ("{一星: -5, 二星: 20, 三星: 40}", "{一星: -5, 三星: 40}", "对不上"),
        ("{一星: -5, 二星: 20, 三星: 40}", "{一星: -5, 二星: 20, 三星: 20}", "越来越高"),
        ("高: 20", "高: 2.5", "应是整数的分"),
        ("高: 20", "高: 20000", "20000分太多"),
        ("since: 2025-01-01", "since: 2026-01-01", "tables 从早到晚"),
        ("since: 2025-01-01", "since: 元旦", "应是日期"),
        ("[登记, 复评]", "[登记, 复凭]", "没有动作“复凭”"),
        ("[登记, 复评]", "[登记, 人工调整]", "既要人填“星级”，又由系统得出"),
        ("flow: [更正]", "flow: [更正, 拆分]", "也不能拆分"),
    ],
)
def test_points_that_cannot_be_counted_are_refused_at_load(old: str, new: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=problem):
        grammar.parse(WRITTEN.replace(old, new, 1), "预警.yaml")


CHOSEN = Field("等级", "choice", choices=("低", "高"))
LEVEL = Field("星级", "choice", choices=("一", "二"))


@given(st.integers(-50, 50), st.integers(-50, 50), st.decimals(-1000, 1000, places=2))
def test_a_sum_lies_within_its_span(low: int, high: int, amount: Any) -> None:
    """So a table that was proved always has a level for it."""
    weight = Weight("额", "decimal", (Award("0", low), Award("10", high)))
    least, most = weight.span
    assert least <= weight.of(str(amount)) <= most
    assert weight.of(str(amount)) == (high if amount >= 10 else low if amount >= 0 else 0)


@given(st.dates(date(2024, 1, 1), date(2026, 1, 1)))
def test_the_last_table_that_has_begun_is_in_force(day: date) -> None:
    assert MADE.points is not None
    found = MADE.points.table_on(day)
    begun = [table for table in MADE.points.tables if table.since <= day]
    assert found == (begun[-1] if begun else None)


def test_a_mechanism_without_points_is_left_alone() -> None:
    values = {"星级": "一"}
    assert added(None, "登记", dict(values), {}, MONDAY) == {}
    made = points_of({"等级": CHOSEN, "星级": LEVEL})(
        strict.parse(
            "{level: 星级, at: [登记], tables: [{since: 2025-01-01, basis: 示例口径, "
            "weights: {等级: {低: 0, 高: 1}}, levels: {一: 0, 二: 1}}]}",
            "x.yaml",
        )
    )
    assert isinstance(made, Points)
    assert added(made, "办结", {}, {}, MONDAY) == {}
