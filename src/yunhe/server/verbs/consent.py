"""同意：登记一个人对某件事由的同意，登记撤回，列出现在有效的。

  yunhe consent give p-… --for 安居守护 --basis "个人信息保护法 第二十九条" --scope 设备告警和处置 \\
      --form 书面 --file 同意书.pdf --as 区民政局.养老服务岗 --person 1006
  yunhe consent withdraw p-… --for 安居守护 --as 区民政局.养老服务岗 --person 1006
  yunhe consent list p-… --as 区民政局.养老服务岗 --person 1006

每件事由单独同意，撤回不用理由（个人信息保护法 第十四条、第十五条、第二十九条）。证据只记摘要，文件另存。
只给有“同意”的岗位。
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from yunhe.server.who import add_who

if TYPE_CHECKING:
    from yunhe.server.vault.consent import Officer


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    giving = steps.add_parser("give", help="登记同意")
    taking = steps.add_parser("withdraw", help="登记撤回")
    listing = steps.add_parser("list", help="现在有效的同意")
    for step in (giving, taking, listing):
        step.add_argument("who", metavar="人的编号", help="p-…，用 yunhe person 找")
        add_who(step, what="以哪个岗位登记、查看")
    for step in (giving, taking):
        step.add_argument("--for", dest="purpose", required=True, metavar="事由", help="对什么事")
    giving.add_argument("--basis", required=True, metavar="依据", help="哪部法、哪一条")
    giving.add_argument("--scope", required=True, metavar="范围", help="处理哪些信息、做什么、存多久")
    giving.add_argument("--by", default="本人", metavar="谁", help="本人（默认）或监护人")
    giving.add_argument("--form", default="书面", metavar="形式", help="书面（默认）、电子、录音、口头")
    giving.add_argument("--file", type=Path, metavar="路径", help="同意书或录音；书面和录音必须有")
    taking.add_argument("--because", default="", metavar="理由", help="可以不写")


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    for line in {"give": _give, "withdraw": _withdraw, "list": _list}[given.step](given):
        print(line)
    return 0


def _give(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.vault.consent import Consent, evidence_of, give

    officer = _officer(given)
    evidence = evidence_of(given.file) if given.file else None
    consent = Consent(given.purpose, given.basis, given.scope, given.by, given.form, evidence)
    event = give(given.who, consent, officer)
    yield f"{event.subject}#{event.number} 已登记：同意“{given.purpose}”"


def _withdraw(given: argparse.Namespace) -> Iterator[str]:
    from functools import partial

    from yunhe.server.matters import consents, work
    from yunhe.server.office import office_of

    office = office_of(given.district)
    do_one = partial(work.do_within, office)
    event, followed = consents.take_back(
        given.who, given.purpose, _officer(given), given.because, do_one, office.version_of
    )
    yield f"{event.subject}#{event.number} 已登记：撤回对“{given.purpose}”的同意"
    for number in followed.done:
        yield f"○ {number} 已随之撤回"
    for _, why in followed.left:
        yield f"■ 还在办，要人来停：{why}"
    yield "此后不得再凭它处理；不需要再存的，用 yunhe erase 删除（个人信息保护法 第四十七条）"


def _list(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.clock import now
    from yunhe.server.ledger import chain
    from yunhe.server.vault.consent import agreed
    from yunhe.server.vault.erasure import subject_of

    _officer(given)
    held = agreed(chain.read(subject_of(given.who)), now())
    for purpose, event in held.items():
        yield f"{purpose}：{event.body['scope']}（{event.body['basis']}；{event.body['by']}，{event.body['form']}）"
    if not held:
        yield "没有有效的同意"


def _officer(given: argparse.Namespace) -> "Officer":
    """Who takes it down: a post that may, in the store of that person."""
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.vault.consent import Officer
    from yunhe.server.vault.persons import store_of

    seat = duty.required(given, at := now(), "同意")
    seat.require("同意", store_of(given.who))
    return Officer(seat.post, seat.person, at)
