"""删除一个人的个人信息：密钥和内容都销毁，办理记录的链照样验得过。

  yunhe erase p-… --because 本人要求                    # 只列出会删去什么
  yunhe erase p-… --because 本人要求 --as 信访局.档案岗 --person p-… --yes
  yunhe erase p-… --subject 信访-2025-000001 --because 保存期满 …   # 只删一件事项里的

人的编号用 yunhe person 找。删除本身记为一条记录（个人信息保护法 第四十七条）；删了找不回来。
"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunhe.server.vault.erasure import Plan

MOST_SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Whose, why, by whom, and whether really."""
    parser.add_argument("who", nargs="?", default="", metavar="人的编号", help="p-…")
    parser.add_argument("--because", default="", metavar="理由", help="为什么删除")
    parser.add_argument("--subject", default="", metavar="事项编号", help="只删这一件里的")
    parser.add_argument("--as", dest="post", default="", metavar="岗位", help="以哪个岗位删")
    parser.add_argument("--person", default="", metavar="人员", help="谁在这个岗位")
    parser.add_argument("--yes", action="store_true", help="真的删除；不写就只列出")


def run(given: argparse.Namespace) -> int:
    """List what would go, or let it go."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    for line in _erase(given) if given.yes else _planned(given):
        print(line)
    return 0


def _planned(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.vault.erasure import plan

    found = plan(given.who, given.subject)
    yield from _lines(found)
    yield "以上没有删除；确要删除，写明 --because、--as、--person，加 --yes"


def _erase(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.clock import now
    from yunhe.server.errors import StoreError
    from yunhe.server.vault.erasure import Order, erase

    if not given.post or not given.person:
        raise StoreError("yunhe erase", "没有写明谁来删除", "加上 --as 岗位 --person 人员")
    gone = erase(given.who, Order(given.post, given.person, now(), given.because), given.subject)
    yield f"已删除 {gone.person} 的 {len(gone.values)} 项内容" + ("，密钥已销毁" if gone.whole else "，密钥留着")
    if gone.whole:
        yield "备份里的旧内容：换主密钥（yunhe keys rotate），再销毁旧的主密钥"


def _lines(found: "Plan") -> Iterator[str]:
    yield f"{found.person}（{found.store}库）：{len(found.values)} 项内容，{len(found.subjects)} 件事项"
    for subject in found.subjects[:MOST_SHOWN]:
        fields = dict.fromkeys(value.field for value in found.values if value.subject == subject)
        yield f"  {subject}：{'、'.join(fields)}"
    if len(found.subjects) > MOST_SHOWN:
        yield f"  …… 另有 {len(found.subjects) - MOST_SHOWN} 件"
    yield "  密钥和身份索引一并销毁" if found.whole else "  别的事项里还有此人的信息，密钥留着"
    for other in found.beside:
        what = "若是同一个人，也要删除" if other.startswith("p-") else "事项的文字和材料，若写到此人，也要删除"
        yield f"  同一事项里还有 {other}：{what}"
