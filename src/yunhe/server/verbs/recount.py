"""工作日历改了之后，在办事项的到期日重新数：先列出会变什么，加 --yes 才改。"""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """The district, and whether to do it."""
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    parser.add_argument("--yes", action="store_true", help="照列出的改")


def run(given: argparse.Namespace) -> int:
    """List what would change, or change it."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now
    from yunhe.server.matters import migration
    from yunhe.server.office import office_of
    from yunhe.server.verbs.migrate_matters import done

    return done(migration.to_calendar(office_of(given.district), now()), given.yes)
