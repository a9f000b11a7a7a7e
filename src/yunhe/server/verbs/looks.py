"""看查看日志：谁在什么时候、以什么岗位、为什么看过谁的个人信息，看到的是明文还是掩码。看不到内容。

  yunhe looks --as 区数据局.审计管理员 --person A1 --days 30
  yunhe looks --of 信访-2025-000001 --as 区数据局.审计管理员 --person A1

只给有“审计”的岗位（个人信息保护法 第五十四条的合规审计要用它）。
"""

import argparse
import json
from collections.abc import Iterator
from datetime import timedelta


def add(parser: argparse.ArgumentParser) -> None:
    """Of what, by whom, since when."""
    from yunhe.server.who import add_who

    parser.add_argument("--of", default="", metavar="事项编号", help="只看对这一件的")
    parser.add_argument("--by", default="", metavar="工号", help="只看这个人看过的")
    parser.add_argument("--days", type=int, default=30, metavar="天数", help="最近多少天（默认 30）")
    parser.add_argument("--limit", type=int, default=200, metavar="数", help="最多多少条（默认 200）")
    add_who(parser)


def run(given: argparse.Namespace) -> int:
    """List them, the newest first."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    for line in _lines(given):
        print(line)
    return 0


def _lines(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.matters.saying import said_instant
    from yunhe.server.vault import looks

    at = now()
    duty.required(given, at, "审计")
    count = 0
    for look in looks.since(at - timedelta(days=given.days), given.of, given.by, given.limit):
        count += 1
        shown = "、".join(f"{field} {how}" for field, how in json.loads(look.shown).items())
        whom = look.person or "（没有找到）"
        who = f"{said_instant(look.at)}  {look.post} {look.reader}"
        yield f"{who}  {look.subject} {whom}：{shown}  事由：{look.purpose}"
    yield f"共 {count} 条"
