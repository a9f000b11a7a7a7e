"""Who holds a post, on a real database: recorded by who may, effective at an instant, the fold of its events."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yunhe.access.roles import Access, access_of
from yunhe.cli import main
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access import held, holding
from yunhe.server.access.holding import Officer, Term
from yunhe.server.access.reader import seat_of
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain

GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
SECURITY, AUDIT, CLERK = "区数据局.安全管理员", "区数据局.审计管理员", "区住建局.承办岗"
OPEN = Term(NOW, None, "区任〔2026〕1号")


def later(days: float) -> datetime:
    return NOW + timedelta(days=days)


def officer(days: float = 0) -> Officer:
    return Officer(SECURITY, "G1", later(days))


@pytest.fixture
def access(database: str) -> Iterator[Access]:
    """A district in which somebody may record who holds what."""
    access = access_of(GONGSHU)
    holding.appoint(access, Officer(SECURITY, "G1", NOW), SECURITY, "G1", OPEN)
    yield access
    assert list(held.differences()) == []


def sits(access: Access, post: str, person: str, days: float) -> bool:
    try:
        seat_of(access, post, person, later(days))
    except StoreError:
        return False
    return True


def test_the_first_appointment_says_so_and_there_is_no_second(access: Access) -> None:
    [event] = chain.read(f"post:{SECURITY}")
    assert (event.actor, event.body["first"]) == ("系统", True)
    with pytest.raises(StoreError, match="此刻不在这个岗位"):
        holding.appoint(access, Officer(SECURITY, "G2", NOW), SECURITY, "G2", OPEN)


def test_a_holding_has_a_beginning_and_an_end(access: Access) -> None:
    holding.appoint(access, officer(), CLERK, "1001", Term(later(1), later(10), "任"))
    assert [sits(access, CLERK, "1001", days) for days in (0, 1, 9.9, 10)] == [False, True, True, False]
    holding.end(access, officer(2), CLERK, "1001", later(5), "调离")
    assert [sits(access, CLERK, "1001", days) for days in (1, 4.9, 5, 9)] == [True, True, False, False]


def test_a_deputy_expires_and_cannot_outlast_the_holder(access: Access) -> None:
    holding.appoint(access, officer(), CLERK, "1001", Term(NOW, later(10), "任"))
    own = Officer(CLERK, "1001", NOW)
    with pytest.raises(StoreError, match="代理不能早于、长于本人任职"):
        holding.deputise(access, own, CLERK, "1002", "1001", Term(NOW, later(11), "出差"))
    holding.deputise(access, own, CLERK, "1002", "1001", Term(later(1), later(6), "出差"))
    assert [sits(access, CLERK, "1002", days) for days in (0, 1, 5, 6)] == [False, True, True, False]
    seat = seat_of(access, CLERK, "1002", later(2))
    assert (seat.of, seat.said()) == ("1001", {"as": "代理", "of": "1001"})
    with pytest.raises(StoreError, match="自己是代理"):
        holding.deputise(
            access, Officer(CLERK, "1002", later(2)), CLERK, "1003", "1002", Term(later(2), later(3), "又请")
        )
    holding.end(access, officer(3), CLERK, "1001", later(4), "调离")
    assert [sits(access, CLERK, "1002", days) for days in (3.9, 4, 5)] == [True, False, False]


def test_a_deputy_is_called_back_by_whom_they_stand_in_for(access: Access) -> None:
    holding.appoint(access, officer(), CLERK, "1001", OPEN)
    holding.deputise(access, Officer(CLERK, "1001", NOW), CLERK, "1002", "1001", Term(NOW, later(6), "出差"))
    event = holding.end(access, Officer(CLERK, "1001", later(1)), CLERK, "1002", later(1), "提前回来")
    assert event.body["do"] == "收回代理"
    assert not sits(access, CLERK, "1002", 2)
    with pytest.raises(StoreError, match="不能"):
        holding.end(access, Officer(CLERK, "1001", later(1)), CLERK, "1001", later(1), "自己走了")


def test_a_slip_is_struck_by_a_further_event(access: Access) -> None:
    wrong = holding.appoint(access, officer(), CLERK, "1010", OPEN)
    holding.strike(access, officer(1), CLERK, wrong.number, "工号写错")
    assert not sits(access, CLERK, "1010", 1)
    assert [event.kind for event in chain.read(f"post:{CLERK}")] == ["appointed", "struck"]
    with pytest.raises(StoreError, match="不是一条有效的任职"):
        holding.strike(access, officer(1), CLERK, wrong.number, "再来一次")


def test_the_three_administrators_are_three_persons(access: Access) -> None:
    holding.appoint(access, officer(), AUDIT, "A1", Term(NOW, later(10), "任"))
    for post, who in (("区数据局.系统管理员", "A1"), (AUDIT, "G1")):
        with pytest.raises(StoreError, match="不能"):
            holding.appoint(access, officer(), post, who, OPEN)
    holding.appoint(access, officer(), "区数据局.系统管理员", "A1", Term(later(10), None, "轮岗"))
    assert sits(access, "区数据局.系统管理员", "A1", 10)


def test_two_roles_that_came_to_be_apart_later_are_refused_when_they_are_used(access: Access) -> None:
    from dataclasses import replace

    before = replace(access, apart=())
    holding.appoint(before, officer(), AUDIT, "A1", OPEN)
    holding.appoint(before, officer(), "区数据局.系统管理员", "A1", OPEN)
    with pytest.raises(StoreError, match="同时占着“系统管理员”和“审计管理员”"):
        seat_of(access, AUDIT, "A1", NOW)


@pytest.mark.parametrize(
    ("post", "who", "term", "said"),
    [
        (CLERK, "张三", OPEN, "“张三”不是工号 → 写工号（字母、数字），不写姓名"),
        ("承办岗", "1001", OPEN, "不是岗位"),
        ("区住建局.承包岗", "1001", OPEN, "没有角色包含这个岗位"),
        (CLERK, "1001", Term(NOW, None, " "), "没有写依据"),
        (CLERK, "1001", Term(NOW, NOW, "任"), "到期早于开始"),
        (CLERK, "1001", Term(NOW - timedelta(days=9), NOW, "任"), "已经过去"),
        (AUDIT, "G1", OPEN, "不能给自己登记"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(access: Access, post: str, who: str, term: Term, said: str) -> None:
    with pytest.raises(StoreError) as refused:
        holding.appoint(access, officer(), post, who, term)
    assert said in str(refused.value)
    assert not chain.read(f"post:{post}")
    holding.appoint(access, officer(), CLERK, "1001", OPEN)
    with pytest.raises(StoreError, match="不能做这件事"):
        holding.appoint(access, Officer(CLERK, "1001", NOW), CLERK, "1002", OPEN)
    with pytest.raises(StoreError, match="已经在这个岗位"):
        holding.appoint(access, officer(), CLERK, "1001", Term(later(5), None, "又任"))


def test_a_post_of_a_unit_that_is_not_there_is_refused(access: Access) -> None:
    """`*.承办岗` is a role of any unit, so that only the list of units tells a slip."""
    with pytest.raises(
        StoreError, match=r"没有“区往建局”这个单位 → 是不是想写“区住建局”？是新的单位就先写进 units\.yaml"
    ):
        holding.appoint(access, officer(), "区往建局.承办岗", "1001", OPEN)
    holding.appoint(access, officer(), "大关街道.承办岗", "1001", OPEN)
    assert list(held.of_post("区往建局.承办岗")) == []


def test_two_recordings_at_once_do_not_bring_together_what_is_apart(access: Access) -> None:
    """Each alone would be fine; whichever comes second is refused."""
    from django.db import connection

    together, outcomes = Barrier(2), []

    def record(post: str) -> None:
        try:
            together.wait()
            holding.appoint(access, officer(), post, "A1", OPEN)
            outcomes.append("ok")
        except StoreError as error:
            outcomes.append(error.problem)
        finally:
            connection.close()

    threads = [Thread(target=record, args=(post,)) for post in (AUDIT, "区数据局.系统管理员")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("ok") == 1
    assert any("不能是一个人" in said for said in outcomes)
    assert len(held.of_person("A1")) == 1


STEPS = st.lists(
    st.tuples(st.sampled_from(["appoint", "deputise", "end", "strike"]), st.sampled_from("ABC"), st.integers(0, 6)),
    max_size=10,
)


@given(steps=STEPS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_are_the_fold_whatever_was_recorded(access: Access, steps: list[tuple[str, str, int]]) -> None:
    for name, who, days in steps:
        day = later(days)
        try:
            if name == "appoint":
                holding.appoint(access, officer(), CLERK, who, Term(day, later(days + 3), "任"))
            elif name == "deputise":
                holding.deputise(access, officer(), CLERK, who, "A", Term(day, later(days + 1), "代"))
            elif name == "end":
                holding.end(access, officer(), CLERK, who, day, "走")
            else:
                holding.strike(access, officer(), CLERK, days, "错")
        except StoreError:
            continue
    assert list(held.differences()) == []
    for each in held.of_post(CLERK):
        assert not each.of or any(own.person == each.of and not own.of for own in held.of_post(CLERK))


def test_a_changed_row_is_found_and_put_right(access: Access) -> None:
    from django.db import connection

    holding.appoint(access, officer(), CLERK, "1001", OPEN)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_holding SET person = '1009' WHERE person = '1001'")
    assert [subject for subject, _ in held.differences()] == [f"post:{CLERK}"]
    assert held.rebuild() == 1
    assert sits(access, CLERK, "1001", 0)


def test_the_verb_records_lists_and_shows(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--district", str(GONGSHU)]
    by = ["--as", SECURITY, "--person", "G1", *where]
    assert main(["post", "appoint", SECURITY, "G1", "--basis", "首任", *where]) == 0
    assert "这是第一个" in capsys.readouterr().out
    assert main(["post", "appoint", CLERK, "1001", "--basis", "任", "--until", "2999-12-31", *by]) == 0
    own = ["--as", CLERK, "--person", "1001", *where]
    assert (
        main(["post", "deputise", CLERK, "1002", "--of", "1001", "--until", "2999-01-01", "--basis", "出差", *own]) == 0
    )
    capsys.readouterr()
    assert main(["post", "list", "--person", "1002"]) == 0
    assert f"{CLERK}  1002（代理，替 1001） 至 2999-01-01 24:00" in capsys.readouterr().out
    assert main(["post", "return", CLERK, "1002", "--because", "回来了", *own]) == 0
    assert main(["post", "relieve", CLERK, "1001", "--because", "调离", *by]) == 0
    assert main(["post", "strike", f"{CLERK}#9", "--because", "写错", *by]) == 2
    capsys.readouterr()
    assert main(["post", "show", CLERK]) == 0
    said = capsys.readouterr().out
    assert "现在没有人" in said
    assert [word for word in ("任职", "代理", "收回代理", "免职") if word not in said] == []
    assert main(["rebuild", "--check"]) == 0
