"""谁在哪个岗位：任职、免职、代理、收回、更正，列出现在在岗的，一个岗位的全部记录。

  yunhe post appoint 区住建局.承办岗 1001 --basis 区任〔2026〕1号 --as 区数据局.安全管理员 --person G1
  yunhe post deputise 区住建局.承办岗 1002 --of 1001 --until 2026-12-31 --basis 出差 --as 区住建局.承办岗 --person 1001
  yunhe post relieve 区住建局.承办岗 1001 --because 调离 --as 区数据局.安全管理员 --person G1
  yunhe post return 区住建局.承办岗 1002 --because 提前回来 --as 区住建局.承办岗 --person 1001
  yunhe post strike 区住建局.承办岗#3 --because 工号写错 --as 区数据局.安全管理员 --person G1
  yunhe post list · yunhe post show 区住建局.承办岗

人只写工号。每一步都是一条办理记录，登记错的用 strike 更正，不删。岗位能看什么、做什么写在 <区县>/access.yaml。
"""

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunhe.access.holdings import Holding
    from yunhe.access.roles import Access
    from yunhe.server.access.holding import Officer, Term
    from yunhe.types import Event


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    said = {
        "appoint": "任职",
        "deputise": "请人代理",
        "relieve": "免职",
        "return": "收回代理",
        "strike": "更正登记错的",
        "list": "现在谁在岗",
        "show": "一个岗位的全部记录",
    }
    parsers = {name: steps.add_parser(name, help=words) for name, words in said.items()}
    for name, step in parsers.items():
        step.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
        if name != "list":
            step.add_argument("post", metavar="岗位", help="单位.岗位" if name != "strike" else "单位.岗位#记录号")
        if name in ("appoint", "deputise", "relieve", "return"):
            step.add_argument("who", metavar="工号")
            step.add_argument("--since", metavar="时间", help="从什么时候起（默认现在）")
        if name not in ("list", "show"):
            step.add_argument("--as", dest="officer", default="", metavar="岗位", help="以哪个岗位登记")
            step.add_argument("--person", default="", metavar="工号", help="谁在这个岗位")
    for name in ("appoint", "deputise"):
        parsers[name].add_argument("--until", metavar="时间", help="到什么时候（写日期的，那一天还算）")
        parsers[name].add_argument("--basis", default="", metavar="依据", help="任免文件、理由")
    parsers["deputise"].add_argument("--of", required=True, metavar="工号", help="替谁")
    for name in ("relieve", "return", "strike"):
        parsers[name].add_argument("--because", default="", metavar="理由")
    parsers["list"].add_argument("--person", default="", metavar="工号", help="只看这个人的")


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now

    for line in {"list": _list, "show": _show}.get(given.step, _record)(given, now()):
        print(line)
    return 0


def _record(given: argparse.Namespace, now: datetime) -> Iterator[str]:
    from yunhe.access.roles import access_of
    from yunhe.server.access.holding import Officer
    from yunhe.systems import find_district

    event = _event(given, access_of(find_district(given.district)), Officer(given.officer, given.person, now))
    yield f"{event.subject}#{event.number} 已登记：{event.body['do']}"
    if event.body.get("first"):
        yield "此前没有人能登记任免，这是第一个；以后由在岗的登记"


def _event(given: argparse.Namespace, access: "Access", officer: "Officer") -> "Event":
    from yunhe.server.access import holding

    if given.step == "appoint":
        return holding.appoint(access, officer, given.post, given.who, _term(given, officer.at))
    if given.step == "deputise":
        return holding.deputise(access, officer, given.post, given.who, given.of, _term(given, officer.at))
    if given.step == "strike":
        post, number = _entry(given.post)
        return holding.strike(access, officer, post, number, given.because)
    return holding.end(access, officer, given.post, given.who, _moment(given.since, officer.at), given.because)


def _term(given: argparse.Namespace, now: datetime) -> "Term":
    from yunhe.server.access.holding import Term
    from yunhe.server.office import moment

    until = moment(given.until) if given.until else None
    if until is not None and len(given.until) == len("2026-12-31"):
        until += timedelta(days=1)
    return Term(_moment(given.since, now), until, given.basis)


def _moment(written: str | None, now: datetime) -> datetime:
    from yunhe.server.office import moment

    return moment(written) if written else now


def _entry(written: str) -> tuple[str, int]:
    from yunhe.server.errors import StoreError

    post, sign, number = written.removeprefix("post:").rpartition("#")
    if not sign or not (number.isascii() and number.isdecimal()):
        raise StoreError(written, "不是一条记录", "写“单位.岗位#记录号”，用 yunhe post show 看")
    return post, int(number)


def _list(given: argparse.Namespace, now: datetime) -> Iterator[str]:
    from yunhe.server.access import held

    found = [each for each in held.at(now) if not given.person or each.person == given.person]
    yield from (_said(each) for each in found)
    yield f"共 {len(found)} 人次在岗"


def _show(given: argparse.Namespace, now: datetime) -> Iterator[str]:
    from yunhe.access.holdings import subject_of
    from yunhe.server.access import held
    from yunhe.server.ledger import chain
    from yunhe.server.matters.saying import said_instant

    holders = [each for each in held.of_post(given.post) if each.holds_at(now)]
    yield from (f"在岗 {_said(each)}" for each in holders)
    if not holders:
        yield f"{given.post}：现在没有人"
    for event in chain.read(subject_of(given.post)):
        body = event.body
        span = "，".join(
            f"{word} {said_instant(datetime.fromisoformat(str(body[key])))}"
            for key, word in (("since", "自"), ("until", "至"), ("at", "自"))
            if key in body
        )
        said = [
            str(body.get("who") or f"#{body.get('event')}"),
            span,
            str(body.get("basis") or body.get("because") or ""),
        ]
        if body.get("of"):
            said.insert(1, f"替 {body['of']}")
        by = f"{event.actor} {event.person}".strip()
        yield f"  #{event.number:<3} {said_instant(event.at)}  {by}  {body['do']}（{'；'.join(filter(None, said))}）"


def _said(each: "Holding") -> str:
    from yunhe.server.matters.saying import said_instant

    until = f" 至 {said_instant(each.until)}" if each.until else ""
    return f"{each.post}  {each.person}" + (f"（代理，替 {each.of}）" if each.of else "") + until
