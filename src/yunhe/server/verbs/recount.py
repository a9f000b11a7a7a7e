"""工作日历改了之后，在办事项的到期日重新数：先列出会变什么，加 --yes 才改。"""

import argparse

from yunhe.server.who import add_who


def add(parser: argparse.ArgumentParser) -> None:
    """The district, and whether to do it."""
    add_who(parser, what="以哪个岗位（要有“运维”；不写只数模拟的）")
    parser.add_argument("--yes", action="store_true", help="照列出的改")


def run(given: argparse.Namespace) -> int:
    """List what would change, or change it."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now
    from yunhe.server.matters import migration
    from yunhe.server.office import office_of
    from yunhe.server.verbs.migrate_matters import done, operator

    at, seat = now(), operator(given)
    through = seat.signed("运维") if seat else {}
    return done(migration.to_calendar(office_of(given.district), at, through), given.yes, everything=bool(seat))
