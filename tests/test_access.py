"""Who sees and does what: sets from one file, never more than a role says; holdings fold as their events say."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.access import coverage, holdings, parties
from yunhe.access.examples import count_in, disproved, failures_in
from yunhe.access.holdings import Holding, fold
from yunhe.access.roles import POWERS, Access, access_of, load
from yunhe.access.scope import Facts, Grant, Scope, scope_of, simulated_only
from yunhe.definitions.codes import district_of
from yunhe.definitions.fields import CLASSES
from yunhe.definitions.stores import stores_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms.library import library_of
from yunhe.registers.register import registers_of
from yunhe.types import Event, Json

ROOT = Path(__file__).resolve().parent.parent
GONGSHU = ROOT / "districts/gongshu"
DISTRICT, STORES = district_of(GONGSHU), stores_of(GONGSHU)
ROLE = """roles:
  承办:
    posts: ['*.承办岗']
    rows: 本岗
    mechanisms: all
    stores: {公共: [内部]}
    basis: 示例口径
"""
PROOF = "examples:\n  一:\n    post: 甲局.承办岗\n    may_not: [删除]\n"


def read(written: str, tmp_path: Path) -> Access:
    path = tmp_path / "access.yaml"
    path.write_text(written, encoding="utf-8")
    return load(path, DISTRICT)


# The file


def test_the_roles_of_the_district_hold() -> None:
    assert list(failures_in(GONGSHU)) == []
    assert count_in(GONGSHU) >= 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rows: 本岗", "rows: 本科室", "access.yaml:4: “rows”不能是“本科室” → 可写：本岗、本单位、本街道、全区"),
        ("    rows: 本岗\n", "", "access.yaml:3: 角色“承办”写了 stores，没有写 rows → 补上 rows"),
        ("['*.承办岗']", "['*.*']", "access.yaml:3: “posts”列表里的一项“*.*”是所有人 → 写明单位或岗位"),
        ("['*.承办岗']", "[承办岗]", "“承办岗”不是岗位 → 写“单位.岗位”"),
        ("['*.承办岗']", "[]", "access.yaml:3: posts 是空的"),
        ("公共: [内部]", "公共: [个人]", "access.yaml:6: “公共”没有写“内部”"),
        ("公共: [内部]", "公共: [内部, 隐私]", "不能是“隐私”"),
        ("    basis: 示例口径\n", "", "access.yaml:3: 缺少键“basis”"),
        ("basis", "bassis", "是不是想写“basis”？"),
        ("    stores: {公共: [内部]}\n", "", "什么也不能看、不能做"),
        ("    stores: {公共: [内部]}\n", "    may: [审计]\n", "没有 stores，rows 没有用"),
        ("    basis", "    may: [审记]\n    basis", "列表里的一项不能是“审记” → 可写：任免、审计"),
        ("examples", "apart: [承办, 承半]\nexamples", "apart 里的“承半”不是角色 → 是不是想写“承办”？"),
        ("examples", "apart: [承办]\nexamples", "apart 里只有一个角色"),
        ("post: 甲局.承办岗", "post: 张三", "“张三”不是岗位"),
        ("    may_not: [删除]\n", "", "例子“一”什么也没有说"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    written = ROLE + PROOF
    assert old in written
    read(written, tmp_path)
    with pytest.raises(DefinitionError) as refused:
        read(written.replace(old, new, 1), tmp_path)
    assert said in str(refused.value)


def test_every_post_of_every_mechanism_needs_a_role() -> None:
    library, registers = library_of(GONGSHU, DISTRICT), registers_of(GONGSHU)
    access = access_of(GONGSHU)
    nobody = Access(examples=access.examples, district=DISTRICT, path="access.yaml", units=access.units)
    found = list(coverage.problems(nobody, library, registers, STORES))
    wanted = {needed.post for mechanism in library.current() for needed in coverage.needed(mechanism)}
    assert len({each.problem.split("”", 1)[0] for each in found}) == len(wanted)
    assert all(Path(each.path).suffix == ".yaml" and each.line > 1 for each in found)


def test_names_that_nothing_bears_are_refused(tmp_path: Path) -> None:
    library, registers = library_of(GONGSHU, DISTRICT), registers_of(GONGSHU)
    written = ROLE.replace("mechanisms: all", "mechanisms: [企乎我应]\n    registers: [企叶]").replace("公共:", "信防:")
    found = [str(each) for each in coverage.problems(read(written + PROOF, tmp_path), library, registers, STORES)]
    for said in (
        "没有机制“企乎我应” → 是不是想写“企呼我应”？",
        "没有台账“企叶” → 是不是想写",
        "没有库“信防” → 是不是想写“信访”？",
    ):
        assert any(said in each for each in found), said


@pytest.mark.parametrize("store", ["信访", "安居守护", "反诈"])
@pytest.mark.parametrize("rows", ["本单位", "本街道", "全区"])
def test_a_store_of_its_own_is_seen_as_a_whole_by_its_owner_only(store: str, rows: str, tmp_path: Path) -> None:
    library, registers = library_of(GONGSHU, DISTRICT), registers_of(GONGSHU)
    role = ROLE.replace("rows: 本岗", f"rows: {rows}").replace("公共", store)
    found = [str(each) for each in coverage.problems(read(role + PROOF, tmp_path), library, registers, STORES)]
    wanted = f"角色“承办”：“*.承办岗”不是“{STORES[store].owner}”的岗位，却看得到“{store}”库{rows}的事项"
    assert any(wanted in each for each in found)
    for fine in (
        role.replace("*.承办岗", f"{STORES[store].owner}.档案岗"),
        role.replace(f"rows: {rows}", "rows: 本岗"),
    ):
        access = read(fine + PROOF, tmp_path)
        assert not any("却看得到" in str(each) for each in coverage.problems(access, library, registers, STORES))


def test_the_register_of_a_store_of_its_own_is_seen_by_its_owner_only(tmp_path: Path) -> None:
    library, registers = library_of(GONGSHU, DISTRICT), registers_of(GONGSHU)
    role = ROLE.replace("公共", "安居守护").replace("mechanisms: all", "mechanisms: all\n    registers: {}")
    for named in ("all", "[安居守护户]"):
        access = read(role.replace("{}", named) + PROOF, tmp_path)
        found = [str(each) for each in coverage.problems(access, library, registers, STORES)]
        assert any("却看得到“安居守护”库的台账“安居守护户”" in each for each in found)
    access = read(role.replace("{}", "[企业]") + PROOF, tmp_path)
    assert not any("却看得到" in str(each) for each in coverage.problems(access, library, registers, STORES))


def test_an_example_that_does_not_hold_is_named(tmp_path: Path) -> None:
    library = library_of(GONGSHU, DISTRICT)
    proof = (
        "examples:\n  一:\n    post: 甲局.承办岗\n    sees: [{mechanism: 企呼我应, at: 乙局.承办岗}]\n"
        "    does_not_see: [{mechanism: 企呼我应, at: 甲局.承办岗}]\n    may: [删除]\n"
    )
    found = [str(each) for each in disproved(read(ROLE + proof, tmp_path), library)]
    assert len(found) == 3
    assert "access.yaml:9: 例子“一”：“甲局.承办岗”看不到“乙局.承办岗”的“企呼我应”的“内部”字段" in found[0]
    assert "看到了“甲局.承办岗”的" in found[1]
    assert "不能“删除”" in found[2]


# Scope: role × store × class × rows


ROWS: dict[str, tuple[str, ...]] = {
    "本岗": ("岗位:米市巷街道.综合岗",),
    "本单位": ("岗位:米市巷街道.综合岗", "单位:米市巷街道"),
    "本街道": ("岗位:米市巷街道.综合岗", "单位:米市巷街道", "街道:330105001"),
}
SEEN = ("岗位:米市巷街道.综合岗", "单位:米市巷街道", "街道:330105001", "岗位:区城管局.承办岗", "街道:330105002")


@pytest.mark.parametrize("rows", [*ROWS, "全区"])
@pytest.mark.parametrize("store", ["公共", "信访", "反诈"])
@pytest.mark.parametrize("classes", [("内部",), ("内部", "个人"), ("内部", "个人", "敏感个人")])
def test_a_role_shows_what_it_says_and_nothing_else(
    rows: str, store: str, classes: Sequence[str], tmp_path: Path
) -> None:
    role = ROLE.replace("*.承办岗", "*.综合岗").replace("rows: 本岗", f"rows: {rows}")
    role = role.replace("公共: [内部]", f"{store}: [{', '.join(classes)}]").replace("all", "[甲, 乙]")
    access = read(role + PROOF, tmp_path)
    scope = scope_of(access, ["米市巷街道.综合岗"])
    for other in ("公共", "信访", "反诈"):
        for mechanism in ("甲", "乙", "丙"):
            for party in SEEN:
                facts = Facts(mechanism, other, frozenset((party,)))
                shown = other == store and mechanism != "丙" and (rows == "全区" or party in ROWS[rows])
                assert scope.sees(facts) is shown
                for data_class in CLASSES:
                    assert (data_class in scope.classes(facts)) is (shown and data_class in ("公开", *classes))
    assert scope_of(access, ["米市巷街道.承办岗"]) == Scope()
    assert not any(scope.may(power) for power in POWERS)


def test_grants_do_not_add_up_crosswise() -> None:
    """A role for all rows without names and one for one's own rows with names do not give all names."""
    whole = Grant("督查", None, None, {"公共": frozenset(("公开", "内部"))})
    own = Grant("承办", frozenset(("岗位:甲.乙",)), frozenset(("一",)), {"公共": frozenset(("公开", "内部", "个人"))})
    scope = Scope((whole, own))
    assert "个人" in scope.classes(Facts("一", "公共", frozenset(("岗位:甲.乙",))))
    assert "个人" not in scope.classes(Facts("一", "公共", frozenset(("岗位:丙.丁",))))
    assert "个人" not in scope.classes(Facts("二", "公共", frozenset(("岗位:甲.乙",))))
    assert scope.classes(Facts("一", "信访", frozenset(("岗位:甲.乙",)))) == frozenset()


def test_who_does_not_say_who_they_are_sees_simulated_matters_only() -> None:
    scope = simulated_only(["公共", "信访"])
    assert scope.sees(Facts("一", "信访", frozenset(), simulated=True))
    assert not scope.sees(Facts("一", "公共", frozenset(), simulated=False))
    assert scope.classes(Facts("一", "信访", frozenset(), simulated=True)) == {"公开", "内部"}
    assert not any(scope.may(power) for power in POWERS)


# Parties


def test_parties_are_read_off_the_events() -> None:
    def event(number: int, kind: str, actor: str, now: dict[str, Json], **more: Json) -> Event:
        return Event(
            "一", number, datetime(2026, 1, number, tzinfo=UTC), kind, actor, "", {"do": "办", "now": now, **more}
        )

    events = [
        event(
            1,
            "opened",
            "申请人",
            {"owner": "甲局.受理岗"},
            places=["街道:330105001"],
            through={"as": "代录", "post": "窗口.登记岗"},
        ),
        event(
            2, "acted", "甲局.受理岗", {"owner": "乙局.承办岗", "units": {"主办单位": "乙局"}, "joint": {"丙局": False}}
        ),
        event(
            3,
            "withdrawn",
            "甲局.受理岗",
            {"owner": "甲局.受理岗", "units": {"主办单位": None}, "joint": {"丙局": None}},
        ),
        event(4, "acted", "甲局.受理岗", {"owner": "丁局.承办岗"}, tell=["区政府.区长"]),
        event(5, "recounted", "系统", {}, through={"as": "运维", "post": "机房.管理员"}),
    ]
    found = parties.fold(events[:2])
    assert {"岗位:乙局.承办岗", "单位:乙局", "岗位:丙局.会办岗", "单位:丙局"} <= set(found)
    found = parties.fold(events)
    wanted = {
        "岗位:甲局.受理岗": 1,
        "岗位:窗口.登记岗": 1,
        "街道:330105001": 1,
        "岗位:丁局.承办岗": 4,
        "岗位:区政府.区长": 4,
    }
    assert wanted.items() <= found.items()
    assert not any("机房" in party or "乙局" in party or "丙局" in party or "申请人" in party for party in found)


def test_a_unit_that_is_only_spoken_of_is_no_party() -> None:
    mechanism = library_of(GONGSHU, DISTRICT).all_of("加装电梯")[-1]
    values: dict[str, Json] = {"属地街道": "米市巷街道", "施工单位": "某建设公司"}
    event = Event(
        "一", 1, datetime(2026, 1, 1, tzinfo=UTC), "opened", "申请人", "", {"do": "登记", "now": {"values": values}}
    )
    assert parties.placed(mechanism, event).body["places"] == ["单位:米市巷街道"]


# Holdings


START = datetime(2026, 1, 1, tzinfo=UTC)
POST = "区住建局.承办岗"


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def entry(number: int, kind: str, **body: Json) -> Event:
    return Event(holdings.subject_of(POST), number, day(0), kind, "区数据局.安全管理员", "G1", body)


def held(events: Sequence[Event], person: str, at: datetime) -> bool:
    return any(each.person == person and each.holds_at(at) for each in fold(events))


def test_a_holding_begins_and_ends() -> None:
    events = [entry(1, "appointed", who="A", since=day(1).isoformat(), until=day(5).isoformat(), basis="任〔2026〕1号")]
    assert [held(events, "A", day(number)) for number in (0, 1, 4, 5)] == [False, True, True, False]
    events.append(entry(2, "relieved", event=1, at=day(3).isoformat()))
    assert [held(events, "A", day(number)) for number in (1, 2, 3, 4)] == [True, True, False, False]
    events.append(entry(3, "struck", event=1))
    assert fold(events) == ()


def test_a_deputy_stands_in_no_longer_than_whom_they_stand_in_for() -> None:
    events = [
        entry(1, "appointed", who="A", since=day(0).isoformat()),
        entry(2, "deputised", who="B", of="A", since=day(2).isoformat(), until=day(9).isoformat()),
    ]
    assert [held(events, "B", day(number)) for number in (1, 2, 8, 9)] == [False, True, True, False]
    events.append(entry(3, "relieved", event=1, at=day(5).isoformat()))
    assert [held(events, "B", day(number)) for number in (4, 5, 8)] == [True, False, False]
    assert not held([*events, entry(4, "returned", event=2, at=day(3).isoformat())], "B", day(3))
    assert fold([*events[:2], entry(3, "struck", event=1)]) == ()


PEOPLE = st.sampled_from("ABC")
DAYS = st.integers(0, 12)
STEPS = st.lists(st.tuples(st.sampled_from(list(holdings.WORDS)), PEOPLE, PEOPLE, DAYS, DAYS), max_size=8)


@given(STEPS)
def test_nobody_stands_in_for_somebody_who_does_not_hold_the_post(steps: list[tuple[str, str, str, int, int]]) -> None:
    events: list[Event] = []
    for number, (kind, who, of, since, until) in enumerate(steps, 1):
        span = {"since": day(since).isoformat(), "until": day(until).isoformat()}
        body: dict[str, Json] = {"event": max(1, number - 1), "at": span["until"]}
        if kind in (holdings.APPOINTED, holdings.DEPUTISED):
            body = {"who": who, **span, **({"of": of} if kind == holdings.DEPUTISED else {})}
        events.append(entry(number, kind, **body))
    found: tuple[Holding, ...] = fold(events)
    for holding in found:
        assert holding.until is None or holding.since < holding.until
        for number in range(13):
            if holding.of and holding.holds_at(day(number)):
                assert any(own.person == holding.of and not own.of and own.holds_at(day(number)) for own in found)


def test_the_posts_of_the_pages_have_a_role_in_the_district() -> None:
    """A session that somebody copies from a page must not end in a post that nobody can hold."""
    access = access_of(GONGSHU)
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "src").rglob("verbs/*.py"))]
    said = {
        post for page in pages for post in re.findall(r"--as ([^\s`]+\.[^\s`）]+)", page.read_text(encoding="utf-8"))
    }
    assert len(said) > 10
    assert sorted(post for post in said if not access.roles_of(post)) == ["单位.岗位"] * ("单位.岗位" in said)
