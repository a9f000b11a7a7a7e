"""说明一条办理记录：由谁作出；自动作出的，按什么规则、怎样算出来的。

  yunhe explain 信访-2025-000001#4 --as 区信访局.登记岗 --person 1007

《中华人民共和国个人信息保护法》第二十四条：自动化决策应当透明，本人有权要求说明。
"""

import argparse

from yunhe.server.who import add_who


def add(parser: argparse.ArgumentParser) -> None:
    """Which event, and whose definitions."""
    parser.add_argument("event", metavar="事项编号#记录号", help="如 信访-2025-000001#4，记录号见 yunhe run show")
    add_who(parser, what="以哪个岗位看（模拟的事项不用写）")


def run(given: argparse.Namespace) -> int:
    """Print the explanation."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.explaining import explanation

    subject, sign, _ = given.event.rpartition("#")
    if sign:
        duty.for_subject(given, now(), subject)
    for line in explanation(given.event, given.district):
        print(line)
    return 0
