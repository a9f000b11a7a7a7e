"""办事项：登记、办理、查看、列出、到期。

  yunhe run open 企呼我应 --with 标题=电价咨询
  yunhe run do 企呼我应-2025-000001 受理 --as 区企业综合服务中心.受理岗 --with 理由=…
  yunhe run show 企呼我应-2025-000001
  yunhe run list --post 区住建局.承办岗
  yunhe run due --days 3

`--with 项目=内容` 填一项，`--file 项目=路径` 交一份证据；被拒绝的什么也不写。
"""

import argparse
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yunhe.mechanisms.act import Act
    from yunhe.mechanisms.mechanism import Mechanism
    from yunhe.types import Json

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
    listing.add_argument("--post", metavar="岗位", help="在这个岗位的")
    listing.add_argument("--mechanism", metavar="机制", help="这种机制的")
    listing.add_argument("--limit", type=int, default=50, metavar="数", help="最多多少件（默认 50）")
    due = steps.add_parser("due", help="快到期和已逾期的")
    due.add_argument("--days", type=int, default=3, metavar="天数", help="几天以内（默认 3）")
    due.add_argument("--limit", type=int, default=200, metavar="数", help="最多多少件（默认 200）")
    for step in (opening, doing, showing, listing, due):
        step.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")


def _add_given(step: argparse.ArgumentParser) -> None:
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": []}
    step.add_argument("--with", dest="given", **many, metavar="项目=内容", help="字段、理由、意见")
    step.add_argument("--file", dest="files", **many, metavar="项目=路径", help="证据：文件按内容的摘要保存")
    step.add_argument("--unit", dest="units", **many, metavar="名称=单位", help="指定单位，如 主办单位=区住建局")
    step.add_argument("--as", dest="post", default=OUTSIDE, metavar="岗位", help="以哪个岗位办（默认申请人）")
    step.add_argument("--person", default="", metavar="人员", help="谁在这个岗位")


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
    from yunhe.server.matters import work
    from yunhe.server.matters.saying import standing
    from yunhe.server.office import moment, office_of

    office = office_of(given.district)
    act = _act(given, "登记", now, office.in_force(given.mechanism, now))
    if given.since:
        act = act._replace(since=moment(given.since))
    situation = work.open_one(office, given.mechanism, act, simulated=given.simulated)
    return [standing(situation)]


def _do(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.matters import row, work
    from yunhe.server.matters.saying import standing
    from yunhe.server.office import office_of

    office = office_of(given.district)
    act = _act(given, given.action, now, office.version_of(row.find(given.number)))
    more = {"to": given.to, "joint": tuple(given.joint), "clock": given.clock, "agree": not given.disagree}
    return [standing(work.do(office, given.number, act._replace(**more)))]


def _show(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.ledger import chain
    from yunhe.server.matters import row
    from yunhe.server.matters.saying import history

    return history(row.find(given.number), chain.read(given.number))


def _list(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.matters import desk
    from yunhe.server.matters.saying import lines

    if given.post:
        return lines(desk.most_urgent(given.post, given.limit), now)
    return lines(desk.of(given.mechanism, given.limit) if given.mechanism else desk.newest(given.limit), now)


def _due(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.matters import desk
    from yunhe.server.matters.saying import lines

    return lines(desk.due_until(now + timedelta(days=given.days), given.limit), now)


def _act(given: argparse.Namespace, name: str, now: datetime, mechanism: "Mechanism") -> "Act":
    """What the command line asks for; evidence is kept before it is spoken of, encrypted where it is guarded."""
    from yunhe.errors import UnreadableError
    from yunhe.mechanisms.act import Act
    from yunhe.mechanisms.guarding import sealed_as
    from yunhe.mechanisms.mechanism import OUTSIDE as NO_POSTS
    from yunhe.server.matters import evidence

    if given.post in NO_POSTS and given.post != OUTSIDE:
        raise UnreadableError("--as", f"不能以“{given.post}”办理", "写自己的岗位，如 区住建局.承办岗")
    said: dict[str, Json] = dict(_pairs(given.given, "--with"))
    for item, path in _pairs(given.files, "--file"):
        said[item] = evidence.keep(path, sealed=sealed_as(mechanism, item) is not None)
    return Act(name, given.post, now, given.person, said, units=dict(_pairs(given.units, "--unit")))


def _pairs(written: list[str], option: str) -> Iterator[tuple[str, str]]:
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
