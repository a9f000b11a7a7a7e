"""办事项：登记、办理、查看、列出、到期。

  yunhe run open 企呼我应 --with 标题=电价咨询 --for 申请人 --as 企业综合服务中心.受理岗 --person 1001
  yunhe run do 企呼我应-2025-000001 签收 --as 区住建局.承办岗 --person 1002
  yunhe run show 企呼我应-2025-000001 --as 区住建局.承办岗 --person 1002 --purpose 联系当事人
  yunhe run list --post 区住建局.承办岗 --as 区住建局.承办岗 --person 1002
  yunhe run due --days 3 --as 区住建局.承办岗 --person 1002

`--with 项目=内容` 填一项，`--file 项目=路径` 交一份证据；被拒绝的什么也不写。
不写 --as、--person 的，只看得到、办得了模拟的事项。
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from yunhe.server.who import add_who

if TYPE_CHECKING:
    from yunhe.mechanisms.act import Act
    from yunhe.mechanisms.mechanism import Mechanism
    from yunhe.mechanisms.situation import Situation
    from yunhe.server.access.reader import Seat
    from yunhe.types import Event, Json

OUTSIDE = "申请人"


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    opening = steps.add_parser("open", help="登记一件事项")
    opening.add_argument("mechanism", metavar="机制", help="机制的名称，即定义文件的名字")
    _add_given(opening)
    opening.add_argument("--since", metavar="时间", help="收到的时间，时限从那时起算（默认现在）")
    opening.add_argument("--simulated", action="store_true", help="这是模拟数据，处处写明")
    doing = steps.add_parser("do", help="办一步")
    doing.add_argument("number", metavar="事项编号")
    doing.add_argument(
        "action", metavar="动作", help="定义里的动作，或 转办、委派、退回、撤回、抄送、催办、并案、关联 …"
    )
    _add_given(doing)
    doing.add_argument(
        "--to", default="", metavar="去处", help="转办、委派、抄送给谁，退回到哪，并入、关联哪件，拆成哪种"
    )
    doing.add_argument("--joint", nargs="+", default=[], metavar="单位", help="会办单位")
    doing.add_argument("--clock", default="", metavar="时限", help="申请延期的是哪个时限")
    doing.add_argument("--disagree", action="store_true", help="签署：不同意")
    showing = steps.add_parser("show", help="一件事项的全部记录")
    showing.add_argument("number", metavar="事项编号")
    listing = steps.add_parser("list", help="列出事项，最急的在前")
    listing.add_argument("--post", dest="desk", metavar="岗位", help="在这个岗位的")
    listing.add_argument("--mechanism", metavar="机制", help="这种机制的")
    listing.add_argument("--limit", type=int, default=50, metavar="数", help="最多多少件（默认 50）")
    due = steps.add_parser("due", help="快到期和已逾期的")
    due.add_argument("--days", type=int, default=3, metavar="天数", help="几天以内（默认 3）")
    due.add_argument("--limit", type=int, default=200, metavar="数", help="最多多少件（默认 200）")
    showing.add_argument(
        "--purpose", default="", metavar="事由", help="为什么看个人信息；不写就不打开，写了记入查看日志"
    )
    for step in (showing, listing, due):
        add_who(step, what="以哪个岗位看")


def _add_given(step: argparse.ArgumentParser) -> None:
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": []}
    step.add_argument("--with", dest="given", **many, metavar="项目=内容", help="字段、理由、意见")
    step.add_argument("--file", dest="files", **many, metavar="项目=路径", help="证据：文件按内容的摘要保存")
    step.add_argument("--unit", dest="units", **many, metavar="名称=单位", help="指定单位，如 主办单位=区住建局")
    step.add_argument("--for", dest="behalf", choices=(OUTSIDE,), metavar=OUTSIDE, help="替申请人代录，记下是谁代录")
    add_who(step, post=OUTSIDE, what="以哪个岗位办（默认申请人，只限模拟的）")


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now

    steps = {"open": _open, "do": _do, "show": _show, "list": _list, "due": _due}
    for line in steps[given.step](given, now()):
        print(line)
    return 0


def _open(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.access import acting
    from yunhe.server.office import moment, office_of

    seat = None if given.simulated else _seat(given, now)
    office = office_of(given.district)
    act = _act(given, "登记", now, office.in_force(given.mechanism, now))
    if given.since:
        act = act._replace(since=moment(given.since))
    situation = acting.open_as(office, seat, given.mechanism, act, simulated=given.simulated)
    return _done(situation, given)


def _do(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.access import acting
    from yunhe.server.matters import row
    from yunhe.server.office import office_of

    seat = None if row.is_simulated(given.number) else _seat(given, now)
    office = office_of(given.district)
    mechanism = office.version_of(acting.seen(seat, given.number))
    more = {"to": given.to, "joint": tuple(given.joint), "clock": given.clock, "agree": not given.disagree}
    act = _act(given, given.action, now, mechanism)._replace(**more)
    return _done(acting.do_as(office, seat, given.number, act), given)


def _seat(given: argparse.Namespace, now: datetime) -> "Seat | None":
    """Who is behind it; an applicant alone has no seat."""
    from yunhe.server.access import duty
    from yunhe.server.access.reader import seat_of

    if given.post == OUTSIDE and not given.person:
        return None
    return seat_of(duty.access(given), given.post, given.person, now)


def _done(situation: "Situation", given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.access.acting import UNCHECKED
    from yunhe.server.matters.saying import standing

    yield standing(situation)
    if situation.simulated and given.post != OUTSIDE:
        yield UNCHECKED


def _show(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.definitions.codes import district_of
    from yunhe.server.access import acting, duty, sight
    from yunhe.server.errors import StoreError
    from yunhe.server.ledger import chain
    from yunhe.server.matters import desk
    from yunhe.server.matters.saying import history
    from yunhe.server.office import office_of
    from yunhe.systems import find_district

    seat = duty.seat(given, now)
    situation = acting.seen(seat, given.number)
    if given.purpose and seat is None:
        raise StoreError(given.number, "没有写明谁、以什么岗位看个人信息", "写明 --as 岗位 --person 工号")
    events: Sequence[Event] = chain.read(given.number)
    if given.purpose and seat is not None:
        mechanism = office_of(given.district).version_of(situation)
        situation, events = sight.opened(seat, given.purpose, mechanism, situation, events)
    hidden = desk.out_of_scope(duty.scope(given, seat), situation)
    told = history(situation, events, district_of(find_district(given.district)).subdistricts)
    return (desk.without(line, hidden) for line in told)


def _list(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.access import duty
    from yunhe.server.matters import desk
    from yunhe.server.matters.saying import lines

    scope = duty.scope(given, duty.seat(given, now))
    if given.desk:
        return lines(desk.most_urgent(given.desk, scope, given.limit), now)
    found = desk.of(given.mechanism, scope, given.limit) if given.mechanism else desk.newest(scope, given.limit)
    return lines(found, now)


def _due(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.access import duty
    from yunhe.server.matters import desk
    from yunhe.server.matters.saying import lines

    scope = duty.scope(given, duty.seat(given, now))
    return lines(desk.due_until(now + timedelta(days=given.days), scope, given.limit), now)


def _act(given: argparse.Namespace, name: str, now: datetime, mechanism: "Mechanism") -> "Act":
    """What the command line asks for; evidence is kept before it is spoken of, encrypted where it is guarded."""
    from yunhe.errors import UnreadableError
    from yunhe.mechanisms.act import Act
    from yunhe.mechanisms.guarding import sealed_as
    from yunhe.mechanisms.mechanism import OUTSIDE as NO_POSTS
    from yunhe.server.matters import evidence

    if given.post in NO_POSTS and given.post != OUTSIDE:
        raise UnreadableError("--as", f"不能以“{given.post}”办理", "写自己的岗位，如 区住建局.承办岗")
    said: dict[str, Json] = dict(pairs(given.given, "--with"))
    for item, path in pairs(given.files, "--file"):
        said[item] = evidence.keep(path, sealed=sealed_as(mechanism, item) is not None)
    actor = given.behalf or given.post
    return Act(
        name, actor, now, "" if actor == OUTSIDE else given.person, said, units=dict(pairs(given.units, "--unit"))
    )


def pairs(written: list[str], option: str) -> Iterator[tuple[str, str]]:
    """What was given as 名=内容."""
    from yunhe.errors import UnreadableError

    seen: set[str] = set()
    for item in written:
        name, sign, content = item.partition("=")
        if not sign or not name.strip():
            raise UnreadableError(option, f"看不懂“{item}”", "写成 名称=内容")
        if name in seen:
            raise UnreadableError(option, f"“{name}”写了两次", "只写一次")
        seen.add(name)
        yield name, content
