"""找人的编号：一件事项里有谁，或一个身份证号是谁。不显示任何个人信息。

  yunhe person --of 信访-2025-000001 --as 区信访局.档案岗 --person 1004
  yunhe person --store 信访 --id-number --as 区信访局.档案岗 --person 1004 --for 本人要求删除

身份证号从标准输入读，不写在命令里（命令会留在历史里）；每次查找都记在查看日志里。只给有“查找”的岗位。
"""

import argparse
import sys
from collections.abc import Iterator

from yunhe.server.who import add_who


def add(parser: argparse.ArgumentParser) -> None:
    """By a matter, or by an identity."""
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--of", default="", metavar="事项编号", help="这件事项里有谁")
    how.add_argument("--id-number", action="store_true", help="从标准输入读身份证号")
    parser.add_argument("--store", default="", metavar="库", help="在哪个专库找，如 信访")
    add_who(parser, what="以哪个岗位找")
    parser.add_argument("--for", dest="purpose", default="", metavar="事由", help="为什么找")


def run(given: argparse.Namespace) -> int:
    """Print the keys of persons."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    for line in _of(given) if given.of else _by_number(given):
        print(line)
    return 0


def _of(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.vault.searching import of_subject

    seat = duty.required(given, now(), "查找")
    found = [each for each in of_subject(given.of) if seat.may("查找", each[1])]
    for person, store, count in found:
        yield f"{person}  {store}库  {count} 项内容" + ("" if person.startswith("p-") else "（事项的文字和材料）")
    if not found:
        yield f"{given.of} 里没有个人信息，或已删除"


def _by_number(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.vault.searching import by_id_number

    seat = duty.required(given, now(), "查找", given.store)
    found = by_id_number(seat.reader, given.purpose, given.store, sys.stdin.readline().strip())
    yield found or f"“{given.store}”库里没有这个人，或已删除"
