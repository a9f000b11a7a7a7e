"""在办事项改按新版本办：先逐件列出会变什么，加 --yes 才改；办不成的留在原版本并写明原因。

yunhe migrate-matters 信访 --to 2026-01-01 --state 待审核=审核中 --as 区数据局.系统管理员 --person S1
"""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from yunhe.server.who import add_who

if TYPE_CHECKING:
    from yunhe.server.access.reader import Seat
    from yunhe.server.matters.migration import Step


def add(parser: argparse.ArgumentParser) -> None:
    """Which mechanism, to which version, what becomes of states that are gone."""
    parser.add_argument("mechanism", metavar="机制")
    parser.add_argument("--to", required=True, metavar="版本", help="版本的日期，如 2026-01-01")
    parser.add_argument("--state", nargs="+", default=[], metavar="旧=新", help="旧状态在新版本里叫什么")
    add_who(parser, what="以哪个岗位（要有“运维”；不写只改模拟的）")
    parser.add_argument("--yes", action="store_true", help="照列出的改")


def run(given: argparse.Namespace) -> int:
    """List what would change, or change it."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.errors import UnreadableError
    from yunhe.server.clock import now
    from yunhe.server.matters import migration
    from yunhe.server.office import office_of

    states = dict(item.split("=", 1) for item in given.state if "=" in item)
    if len(states) != len(given.state):
        raise UnreadableError("--state", "写法不对", "写成 旧状态=新状态")
    office = office_of(given.district)
    target = office.library.version(given.mechanism, given.to)
    at, seat = now(), operator(given)
    through = seat.signed("运维") if seat else {}
    return done(migration.to_version(office, target, states, at, through), given.yes, everything=bool(seat))


def operator(given: argparse.Namespace) -> "Seat | None":
    """Who operates; None touches simulated matters only."""
    from yunhe.server.access import duty
    from yunhe.server.clock import now

    return duty.required(given, now(), "运维") if given.post or given.person else None


def done(steps: "Iterable[Step]", yes: bool, *, everything: bool) -> int:
    """Say every step, and carry it out when it is wanted; 1 when some matter stays behind."""
    from yunhe.server.errors import ConflictError
    from yunhe.server.matters.migration import carry_out

    changed = refused = 0
    for step in steps:
        if not (everything or step.before.simulated):
            continue
        print(f"{step.number}: {'留在原处：' if step.refused else ''}{step.said}")
        if step.refused:
            refused += 1
            continue
        if yes:
            try:
                carry_out(step)
            except ConflictError as error:
                refused += 1
                print(error, file=sys.stderr)
                continue
        changed += 1
    print(f"{'已改' if yes else '会改'} {changed} 件，留在原处 {refused} 件" + ("" if yes else "；加 --yes 才改"))
    return 1 if refused else 0
