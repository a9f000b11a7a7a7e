"""The board of a desk on both databases: its groups, what scopes leave out, and that its index is all it reads."""

from datetime import timedelta

import pytest
from floor_matters import CLERK, dispatched, office, opened, recent, step, worked
from test_desk import plan
from visitors import GONGSHU

from yunhe.access.roles import access_of
from yunhe.access.scope import Scope, scope_of
from yunhe.mechanisms.act import Act

pytestmark = pytest.mark.usefixtures("database")
CO_UNIT, CHIEF = "区财政局.会办岗", "企业综合服务中心.负责人"


def scope(*posts: str) -> Scope:
    return scope_of(access_of(GONGSHU), posts)


def counted(*posts: str) -> dict[str, int]:
    from yunhe.server.clock import now
    from yunhe.server.floor import board

    groups: dict[str, int] = {}
    for count in board.counts(posts, "W1", scope(*posts), now()):
        for name, number in {**count.groups, **board.marked(posts, scope(*posts))[count.post]}.items():
            groups[name] = groups.get(name, 0) + number
    return {name: number for name, number in groups.items() if number}


def listed(group: str, *posts: str) -> list[str]:
    from yunhe.server.clock import now
    from yunhe.server.floor import board

    return [item.number for item in board.items(posts, "W1", scope(*posts), now(), group)]


def test_what_waits_for_co_units_and_what_is_asked_of_them() -> None:
    number, plain = worked("区住建局", "区财政局"), worked()
    assert counted(CLERK)["waiting"] == 1
    assert listed("waiting", CLERK) == [number]
    assert listed("asked", CO_UNIT) == [number]
    assert set(listed("", CLERK)) == {number, plain}
    step(number, "会办答复", CO_UNIT, given={"意见": "同意"})
    assert listed("waiting", CLERK) == listed("asked", CO_UNIT) == []


def test_an_extension_waits_for_who_approves_it() -> None:
    number = worked()
    step(number, "申请延期", CLERK, clock="办理期限", given={"理由": "等鉴定"})
    assert listed("asked", CHIEF) == [number]
    step(number, "同意延期", CHIEF)
    assert listed("asked", CHIEF) == []


def test_unread_is_what_happened_since_it_was_read() -> None:
    from yunhe.server.floor import seen
    from yunhe.server.matters import row

    number = worked()
    assert counted(CLERK)["unread"] == 1
    seen.keep("W1", number, row.find(number).number)
    assert "unread" not in counted(CLERK)
    step(number, "催办", "企业综合服务中心.督办岗")
    assert listed("unread", CLERK) == [number]


def test_overdue_ones_come_first_and_several_posts_are_one_list() -> None:
    from yunhe.server.matters import work

    late = work.open_one(office(), "企呼我应", Act("登记", "申请人", recent() - timedelta(days=9), "", _GIVEN)).subject
    fresh, other = opened().subject, dispatched()
    taking = "企业综合服务中心.受理岗"
    assert listed("late", taking) == [late]
    assert listed("", taking, CLERK)[0] == late
    assert set(listed("", taking, CLERK)) == {late, fresh, other}


_GIVEN = {"标题": "甲", "诉求内容": "乙", "渠道": "走访"}


def test_nothing_is_counted_or_listed_past_a_scope() -> None:
    from yunhe.server.clock import now
    from yunhe.server.floor import board

    worked("区住建局", "区财政局")
    blind = scope("区数据局.系统管理员")
    assert board.items([CLERK], "X", blind, now()) == []
    assert board.counts([CLERK], "X", blind, now())[0].groups[board.ALL] == 0
    assert board.marked([CO_UNIT], blind)[CO_UNIT]["asked"] == 0
    assert board.urgent([CLERK, CO_UNIT], blind, now()) == 0


def test_marks_are_those_that_the_events_give() -> None:
    from yunhe.server.matters import rebuild
    from yunhe.server.statement import Statement

    number = worked("区住建局", "区财政局")
    assert list(rebuild.differences()) == []
    Statement("DELETE FROM matters_mark WHERE number = %s").run((number,))
    assert [said for said, _ in rebuild.differences()] == [number]
    assert rebuild.rebuild() == 1
    assert listed("asked", CO_UNIT) == [number]


def test_a_desk_is_counted_by_its_index_alone() -> None:
    from yunhe.server.access.filtering import owned

    seen = owned(scope(CLERK), CLERK)
    assert "EXISTS" not in seen.text.partition(" OR ")[0]
    text = f"SELECT COUNT(*) FROM matters_matter m WHERE m.owner = %s AND m.outcome IS NULL AND {seen.text}"
    found = plan(text, (CLERK, *seen.values))
    assert "matters_desk" in found
