"""删除一个人的个人信息：密钥和内容都销毁，办理记录的链照样验得过。

  yunhe erase p-… --as 区信访局.档案岗 --person 1004      # 只列出会删去什么
  yunhe erase p-… --because 本人要求 --as 区信访局.档案岗 --person 1004 --yes
  yunhe erase p-… --subject 信访-2025-000001 --because 保存期满 …   # 只删一件事项里的
  yunhe erase 信访-2025-000001 --because …               # 一件事项里所有人的，连同文字和材料
  yunhe erase --expired                                 # 保存期限已满的；加 --yes --as … --person … 就删除

人的编号用 yunhe person 找。保存期限写在机制的 retention 里。删除本身记为一条记录（个人信息保护法 第四十七条）；
删了找不回来。
"""

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from yunhe.errors import UnreadableError
from yunhe.server.who import add_who

if TYPE_CHECKING:
    from datetime import date

    from yunhe.server.access.reader import Seat
    from yunhe.server.matters.expiry import Found, Over
    from yunhe.server.vault.erasure import Order, Plan

    LetGo = Callable[[Over, Order], list[Plan]]

MOST_SHOWN = 20
POWER = "删除"
BACKUPS = "备份里的旧内容：换主密钥（yunhe keys rotate），再销毁旧的主密钥"


def add(parser: argparse.ArgumentParser) -> None:
    """Whose, why, by whom, and whether really."""
    parser.add_argument("who", nargs="?", default="", metavar="编号", help="p-…，或一件事项的编号")
    parser.add_argument("--expired", action="store_true", help="保存期限已满的，逐件列出")
    parser.add_argument("--because", default="", metavar="理由", help="为什么删除")
    parser.add_argument("--subject", default="", metavar="事项编号", help="只删这一件里的")
    add_who(parser, what="以哪个岗位删，也只列出它能删的")
    parser.add_argument("--yes", action="store_true", help="真的删除；不写就只列出")


def run(given: argparse.Namespace) -> int:
    """List what would go, or let it go."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    if given.expired == bool(given.who):
        raise UnreadableError("yunhe erase", "没有写明删谁的，或两样都写了", "写一个编号，或 --expired")
    steps = {(False, False): _planned, (False, True): _erase, (True, False): _run_out, (True, True): _erase_run_out}
    for line in steps[given.expired, given.yes](given):
        print(line)
    return 0


def _planned(given: argparse.Namespace) -> Iterator[str]:
    for found in _allowed(given):
        yield from _lines(found)
    yield "以上没有删除；确要删除，写明 --because、--as、--person，加 --yes"


def _erase(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.vault.erasure import erase, erase_subject

    order = _order(given)
    _allowed(given)
    gone = [erase(given.who, order, given.subject)] if _is_key(given.who) else erase_subject(given.who, order)
    for each in gone:
        yield f"已删除 {each.person} 的 {len(each.values)} 项内容" + ("，密钥已销毁" if each.whole else "，密钥留着")
    if any(each.whole for each in gone):
        yield BACKUPS


def _run_out(given: argparse.Namespace) -> Iterator[str]:
    """What has run out, and what waits."""
    from yunhe.server.matters.expiry import Over

    over = 0
    for found, _ in _found(given):
        over += isinstance(found, Over)
        yield ("■ 到期 " if isinstance(found, Over) else "‖ 等待 ") + str(found)
    yield f"到期 {over} 件；以上没有删除，确要删除，加 --as、--person 和 --yes"


def _erase_run_out(given: argparse.Namespace) -> Iterator[str]:
    """Each in a transaction of its own; what cannot go is named and does not stop the rest."""
    from yunhe.errors import YunheError
    from yunhe.server.matters.expiry import BECAUSE, Over
    from yunhe.server.vault.erasure import sweep

    order, gone = _order(given, BECAUSE), 0
    for found, let_go in _found(given):
        if not isinstance(found, Over):
            yield f"‖ 等待 {found}"
            continue
        try:
            values = sum(len(plan.values) for plan in let_go(found, order))
        except YunheError as error:
            yield f"‖ 没有删除 {error}"
            continue
        gone += 1
        yield f"○ 已删除 {found}：{values} 项内容"
    sweep()
    yield f"删除 {gone} 件。{BACKUPS}" if gone else "没有到期的"


def _found(given: argparse.Namespace) -> "Iterator[tuple[Found, LetGo]]":
    """Matters and entries in stores in which the post may erase, each with what lets it go."""
    from yunhe.registers.register import registers_of
    from yunhe.server.matters import expiry as of_matters
    from yunhe.server.office import office_of
    from yunhe.server.registers import expiry as of_entries
    from yunhe.systems import find_district

    seat, today = _seat(given), _today()
    library, registers = office_of(given.district).library, registers_of(find_district(given.district))

    def matter(found: "Over", order: "Order") -> "list[Plan]":
        return of_matters.erase_over(library, found, today, order)

    def entry(found: "Over", order: "Order") -> "list[Plan]":
        return of_entries.erase_over(registers, found, today, order)

    ways = ((of_matters.run_out(library, today), matter), (of_entries.run_out(registers, today), entry))
    return ((found, let_go) for every, let_go in ways for found in every if seat.may(POWER, found.store))


def _allowed(given: argparse.Namespace) -> "list[Plan]":
    """What would go, when the post may erase in every store that it lies in."""
    from yunhe.server.vault.erasure import plan, plans_of

    seat = _seat(given)
    found = [plan(given.who, given.subject)] if _is_key(given.who) else plans_of(given.who)
    for each in found:
        seat.require(POWER, each.store)
    return found


def _seat(given: argparse.Namespace) -> "Seat":
    from yunhe.server.access import duty
    from yunhe.server.clock import now

    return duty.required(given, now(), POWER)


def _order(given: argparse.Namespace, because: str = "") -> "Order":
    from yunhe.server.clock import now
    from yunhe.server.errors import StoreError
    from yunhe.server.vault.erasure import Order

    if not given.post or not given.person:
        raise StoreError("yunhe erase", "没有写明谁来删除", "加上 --as 岗位 --person 人员")
    return Order(given.post, given.person, now(), given.because or because)


def _today() -> "date":
    from yunhe.mechanisms.workdays import CHINA
    from yunhe.server.clock import now

    return now().astimezone(CHINA).date()


def _is_key(who: str) -> bool:
    """Whether it is the key of a person or of a matter's texts, not the number of a matter."""
    return who.startswith(("p-", "m-"))


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
