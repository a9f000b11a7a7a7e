"""Lists show what a scope allows: the WHERE of SQL and the answer in Python are one rule, on both databases."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yunhe.access.scope import Facts, Grant, Scope
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.matters import desk, parties, rebuild, row, work

MECHANISMS, STORES = ("一", "二", "三"), ("公共", "信访", "反诈")
UNITS = ("甲局", "乙局", "丙街道")
PARTIES = [f"岗位:{unit}.{duty}" for unit in UNITS for duty in ("承办岗", "复核岗")]
PARTIES += [f"单位:{unit}" for unit in UNITS] + ["街道:330105001", "街道:330105002"]
MATTERS = 40


def some(words: "list[str] | tuple[str, ...]", least: int = 0) -> "st.SearchStrategy[frozenset[str]]":
    return st.frozensets(st.sampled_from(words), min_size=least, max_size=4)


CLASSES = st.sampled_from([frozenset(("公开", "内部")), frozenset(("公开", "内部", "个人"))])
GRANTS = st.builds(
    Grant,
    role=st.just("某"),
    parties=st.none() | some(PARTIES),
    mechanisms=st.none() | some(MECHANISMS),
    stores=st.dictionaries(st.sampled_from(STORES), CLASSES, max_size=3),
    only_simulated=st.booleans(),
)
SCOPES = st.builds(Scope, st.lists(GRANTS, max_size=3).map(tuple))


def fill() -> dict[str, Facts]:
    """Matters at random with their rows and parties, straight into the tables."""
    from django.db import connection

    from yunhe.mechanisms.situation import Situation

    chance, facts = random.Random(7), {}
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for count in range(MATTERS):
        number, mechanism, store = f"件-{count}", chance.choice(MECHANISMS), chance.choice(STORES)
        found = frozenset(chance.sample(PARTIES, chance.randint(0, 4)))
        simulated = chance.random() < 0.5
        at = (now + timedelta(minutes=count)).isoformat()
        made = Situation(number, mechanism, "1949-10-01", store=store, simulated=simulated, opened=at, changed=at)
        row.insert(made._replace(state="办理中", owner="甲局.承办岗"))
        with connection.cursor() as cursor:
            for party in found:
                cursor.execute("INSERT INTO matters_party (party, number, since) VALUES (%s, %s, 1)", [party, number])
        facts[number] = Facts(mechanism, store, found, simulated)
    return facts


@pytest.fixture
def facts(database: str) -> dict[str, Facts]:
    return fill()


@given(scope=SCOPES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_where_of_a_scope_shows_what_the_scope_sees(facts: dict[str, Facts], scope: Scope) -> None:
    wanted = {number for number, each in facts.items() if scope.sees(each)}
    assert {line.number for line in desk.newest(scope, MATTERS)} == wanted
    assert {line.number for line in desk.most_urgent("甲局.承办岗", scope, MATTERS)} == wanted
    for mechanism in MECHANISMS:
        found = {line.number for line in desk.of(mechanism, scope, MATTERS)}
        assert found == {number for number in wanted if facts[number].mechanism == mechanism}
    assert all(desk.shows(scope, number) is (number in wanted) for number in list(facts)[:5])
    assert not desk.shows(scope, "没有这件")


def test_no_scope_shows_nothing(facts: dict[str, Facts]) -> None:
    whole = {store: frozenset(("公开", "内部")) for store in STORES}
    empty = (Scope(), Scope((Grant("某", frozenset(), None, whole),)), Scope((Grant("某", None, frozenset(), whole),)))
    for scope in (*empty, Scope((Grant("某", None, None, {}),))):
        assert desk.newest(scope, MATTERS) == []
    assert len(desk.newest(Scope((Grant("某", None, None, whole),)), 2 * MATTERS)) == MATTERS


# Parties, as matters are worked


SAMPLE = """
mechanism: 样本
basis: 示例口径
kept_by: yunhe
units: {主办单位: 分派时定}
fields: {标题: text, 被投诉单位: {type: unit}}
start: 待分派
flow: [撤回, 抄送, 转办]
states:
  待分派:
    owner: 窗口.分派岗
    within: 2 workdays
    actions: {分派: {to: 办理中, assigns: [主办单位], joint: 2 workdays}}
  办理中:
    owner: 主办单位.承办岗
    within: 5 workdays
    actions: {办结: 已办结}
  已办结:
examples:
  办结: {events: [分派, 办结], ends: 已办结}
  不能直接办结: {events: [办结], refused: {at: 办结, because: 此状态没有这个动作}}
"""
MORNING = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)


@pytest.fixture
def office(database: str, tmp_path: Path) -> work.Office:
    folder = tmp_path / "区" / "mechanisms"
    folder.mkdir(parents=True)
    (folder / "样本.yaml").write_text(SAMPLE, encoding="utf-8")
    return work.Office(library_of(folder.parent), Calendar.shipped())


def test_parties_come_with_the_events_and_go_with_a_step_taken_back(office: work.Office) -> None:
    given = {"标题": "路灯", "被投诉单位": "丁局"}
    number = work.open_one(office, "样本", Act("登记", "申请人", MORNING, given=given)).subject
    assert set(parties.of(number)) == {"岗位:窗口.分派岗", "单位:窗口"}

    def act(name: str, by: str, minutes: int, **more: object) -> None:
        work.do(office, number, Act(name, by, MORNING + timedelta(minutes=minutes))._replace(**more))

    act("分派", "窗口.分派岗", 1, units={"主办单位": "甲局"}, joint=("乙局",))
    assert {"岗位:甲局.承办岗", "单位:甲局", "岗位:乙局.会办岗", "单位:乙局"} <= set(parties.of(number))
    act("撤回", "窗口.分派岗", 2)
    assert set(parties.of(number)) == {"岗位:窗口.分派岗", "单位:窗口"}
    act("抄送", "窗口.分派岗", 3, to="督查室.督查岗")
    act("分派", "窗口.分派岗", 4, units={"主办单位": "丙局"})
    act("办结", "丙局.承办岗", 5)
    found = parties.of(number)
    assert {"岗位:督查室.督查岗", "岗位:丙局.承办岗", "岗位:窗口.分派岗"} <= set(found)
    assert not any("丁局" in party or "甲局" in party for party in found)
    assert list(rebuild.differences()) == []


def test_a_party_put_in_by_hand_is_found_and_taken_out(office: work.Office) -> None:
    from django.db import connection

    number = work.open_one(office, "样本", Act("登记", "申请人", MORNING)).subject
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO matters_party (party, number, since) VALUES ('单位:丁局', %s, 1)", [number])
    [(where, said)] = list(rebuild.differences())
    assert (where, "单位:丁局" in said) == (number, True)
    assert rebuild.rebuild() == 1
    assert "单位:丁局" not in parties.of(number)
