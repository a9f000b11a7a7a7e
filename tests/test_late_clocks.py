"""Limits that hang on an unpublished year, that another system tells, or that begin late because nothing ran."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from yunhe.mechanisms import grammar
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.clocks import extended, paused, recounted, resumed, started, told
from yunhe.mechanisms.holidays import Day
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.machine import catch_up, decide, open_matter
from yunhe.mechanisms.mechanism import Clock, Extension, Mechanism
from yunhe.mechanisms.situation import Running, Situation, fold, walk
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.types import Event

SHIPPED = Calendar.shipped()
LAST = SHIPPED.years[-1].number  # 2026; the year after it is not published yet
EXTENSION = Extension(Limit(10, "workdays"), 2, "局.分管负责人")
CLOCK = Clock("办理期限", Limit(20, "workdays"), "某条例 第一条", True, grammar.USUAL_WARNING, EXTENSION, ())


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=CHINA)


def published() -> Calendar:
    """With the year that was missing, of which the first three working days are rest days."""
    days = tuple(Day(date(LAST + 1, 1, day), "休", "元旦", "示例") for day in (1, 4, 5))
    return SHIPPED.with_year(replace(SHIPPED.years[-1], number=LAST + 1, days=days))


NEW_YEAR = [at(f"{LAST}-12-21T09:00"), at(f"{LAST + 1}-01-07T12:00"), at(f"{LAST + 1}-03-01T09:00")]


def halted_over_new_year(calendar: Calendar) -> Running:
    begun, halted, _ = NEW_YEAR
    return paused(started(CLOCK, begun, 1, calendar), halted, calendar)


def test_what_ran_in_an_unpublished_year_stays_provisional_after_a_pause() -> None:
    again = resumed(CLOCK, halted_over_new_year(SHIPPED), NEW_YEAR[2], SHIPPED)
    assert again.provisional
    assert Running.from_json(again.to_json()) == again


def test_when_the_year_is_there_it_is_counted_as_if_it_had_always_been() -> None:
    calendar = published()
    whole = resumed(CLOCK, halted_over_new_year(calendar), NEW_YEAR[2], calendar)
    assert recounted(CLOCK, resumed(CLOCK, halted_over_new_year(SHIPPED), NEW_YEAR[2], SHIPPED), calendar) == whole
    assert not whole.earlier
    assert resumed(CLOCK, recounted(CLOCK, halted_over_new_year(SHIPPED), calendar), NEW_YEAR[2], calendar) == whole


def test_an_extension_counts_on_from_where_the_limit_really_ended() -> None:
    calendar = published()
    long = extended(CLOCK, started(CLOCK, NEW_YEAR[0], 1, SHIPPED), SHIPPED)
    assert long.provisional
    assert recounted(CLOCK, long, calendar) == extended(CLOCK, started(CLOCK, NEW_YEAR[0], 1, calendar), calendar)


def test_a_settled_pause_keeps_nothing() -> None:
    halted = paused(started(CLOCK, at("2025-03-03T09:00"), 1, SHIPPED), at("2025-03-10T09:00"), SHIPPED)
    assert not halted.earlier
    assert not resumed(CLOCK, halted, at("2025-04-01T09:00"), SHIPPED).provisional


# What the home of a matter tells


def test_an_instant_told_is_not_counted_again_and_a_later_one_is_an_extension() -> None:
    ours = started(CLOCK, at("2025-03-03T09:00"), 1, SHIPPED)
    theirs = told(CLOCK, ours, at("2025-05-01T00:00"), at("2025-03-04T09:00"), SHIPPED)
    assert (theirs.due, theirs.basis, theirs.extended) == (at("2025-05-01T00:00"), "上级系统", 0)
    assert recounted(CLOCK, theirs, published()) == theirs
    longer = told(CLOCK, theirs._replace(fired=("warn",)), at("2025-06-01T00:00"), at("2025-04-28T09:00"), SHIPPED)
    assert (longer.extended, longer.fired) == (1, ())
    assert Running.from_json(longer.to_json()) == longer


def test_a_pause_keeps_what_is_left_until_the_instant_told() -> None:
    theirs = told(
        CLOCK, started(CLOCK, at("2025-03-03T09:00"), 1, SHIPPED), at("2025-03-15T00:00"), NEW_YEAR[0], SHIPPED
    )
    halted = paused(theirs, at("2025-03-12T10:00"), SHIPPED)
    assert halted.left == Limit(2, "workdays")  # 13 and 14 March
    again = resumed(CLOCK, halted, at("2025-04-01T09:00"), SHIPPED)
    assert (again.basis, again.due) == ("", at("2025-04-04T00:00"))


# What happens late


LATE = """
mechanism: 停机以后
basis: 示例口径
kept_by: yunhe
start: 待响应
clocks:
  法定期限: {limit: 10 days, basis: 某条例 第二条}
states:
  待响应:
    owner: 社区.值守岗
    within: {limit: 5 minutes, basis: 示例口径, escalate: [{do: 提级, after: due, tell: 街道.值班岗, to: 街道响应}]}
    actions: {处置: 已处置}
  街道响应:
    owner: 街道.值班岗
    within: {limit: 10 minutes, basis: 示例口径, escalate: [{do: 提级, after: due, tell: 区.值班岗, to: 区响应}]}
    clock: 法定期限
    actions: {处置: 已处置}
  区响应:
    owner: 区.值班岗
    clock: 法定期限
    actions: {处置: 已处置, 不属实: {to: 不成立, needs: [理由]}}
  已处置:
  不成立:
examples:
  办成: {events: [处置], ends: 已处置}
  三次: {events: [处置, 处置], refused: {at: 处置, because: 已经办结}}
"""
BEGIN = datetime(2025, 6, 3, 2, 0, tzinfo=CHINA)


def opened(mechanism: Mechanism) -> Situation:
    event = open_matter(mechanism, "停-2025-000001", Act("登记", "系统", BEGIN), SHIPPED)
    assert isinstance(event, Event)
    return walk([event])


def woken(mechanism: Mechanism, situation: Situation, later: timedelta) -> tuple[Situation, list[Event]]:
    events = list(catch_up(mechanism, situation, BEGIN + later, SHIPPED))
    for event in events:
        situation = fold(situation, event)
    return situation, events


def test_a_limit_of_ours_begins_when_somebody_could_act_and_one_of_law_when_it_was_due() -> None:
    mechanism = grammar.parse(LATE)
    late, events = woken(mechanism, opened(mechanism), timedelta(hours=4))
    assert late.state == "街道响应"  # the street gets its ten minutes; the district is not called over its head
    assert late.clocks["街道响应"].origin == BEGIN + timedelta(hours=4)
    assert late.clocks["法定期限"].origin == BEGIN + timedelta(minutes=5)
    moved = next(event for event in events if event.body["do"] == "提级")
    assert moved.at == BEGIN + timedelta(hours=4)
    assert moved.body["due"] == (BEGIN + timedelta(minutes=5)).astimezone(UTC).isoformat()


def test_a_limit_of_law_for_an_applicant_begins_when_it_really_happened() -> None:
    mechanism = grammar.parse(LATE.replace("owner: 街道.值班岗", "owner: 申请人"))
    late, _ = woken(mechanism, opened(mechanism), timedelta(hours=4))
    assert late.clocks["法定期限"].origin == BEGIN + timedelta(hours=4)


def test_under_law_alone_it_does_not_matter_how_long_nothing_ran() -> None:
    mechanism = grammar.parse(LATE.replace("示例口径, escalate", "某条例 第三条, escalate"))
    at_once, _ = woken(mechanism, opened(mechanism), timedelta(days=20))
    in_time = opened(mechanism)
    while due := [instant for instant, *_ in in_time.pending() if instant <= BEGIN + timedelta(days=20)]:
        in_time, _ = woken(mechanism, in_time, due[0] - BEGIN.astimezone(UTC))
    assert at_once.state == in_time.state == "区响应"
    assert at_once.clocks == in_time.clocks


# Taking a signer off


def test_the_last_signer_stays_whatever_became_of_the_definition() -> None:
    signing = grammar.load(str(acts()["减签"].module.__file__).replace("remove_signer.py", "sample.yaml"))
    situation: Any = Situation(
        "样-1", signing.key, signing.version, state="会签中", owner="住建局.承办岗", opened="", entered="",
        changed=BEGIN.isoformat(), signers=("旧局.旧岗",),
    )  # fmt: skip
    answer = decide(
        signing, situation, Act("减签", "住建局.承办岗", BEGIN, given={"理由": "撤并"}, to="旧局.旧岗"), SHIPPED
    )
    assert not isinstance(answer, Event)
    assert answer.because == "至少留一个岗位签署"


@pytest.mark.parametrize("basis", ["示例口径", "示例口径（参照某办法）", ""])
def test_a_default_is_no_law(basis: str) -> None:
    assert not CLOCK._replace(basis=basis).is_statutory
    assert CLOCK.is_statutory
