"""找人的编号：一件事项里有谁，或一个身份证号是谁。不显示任何个人信息。

  yunhe person --of 信访-2025-000001
  yunhe person --store 信访 --id-number --as 信访局.档案岗 --person p-… --for 本人要求删除

身份证号从标准输入读，不写在命令里（命令会留在历史里）；每次查找都记在查看日志里。
"""

import argparse
import sys
from collections.abc import Iterator


def add(parser: argparse.ArgumentParser) -> None:
    """By a matter, or by an identity."""
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--of", default="", metavar="事项编号", help="这件事项里有谁")
    how.add_argument("--id-number", action="store_true", help="从标准输入读身份证号")
    parser.add_argument("--store", default="", metavar="库", help="在哪个专库找，如 信访")
    parser.add_argument("--as", dest="post", default="", metavar="岗位", help="以哪个岗位找")
    parser.add_argument("--person", default="", metavar="人员", help="谁在这个岗位")
    parser.add_argument("--for", dest="purpose", default="", metavar="事由", help="为什么找")


def run(given: argparse.Namespace) -> int:
    """Print the keys of persons."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    for line in _of(given.of) if given.of else _by_number(given):
        print(line)
    return 0


def _of(subject: str) -> Iterator[str]:
    from yunhe.server.vault.searching import of_subject

    found = of_subject(subject)
    for person, store, count in found:
        yield f"{person}  {store}库  {count} 项内容" + ("" if person.startswith("p-") else "（事项的文字和材料）")
    if not found:
        yield f"{subject} 里没有个人信息，或已删除"


def _by_number(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.vault.looks import Reader
    from yunhe.server.vault.searching import by_id_number

    reader = Reader(given.person, given.post)
    found = by_id_number(reader, given.purpose, given.store, sys.stdin.readline().strip())
    yield found or f"“{given.store}”库里没有这个人，或已删除"
