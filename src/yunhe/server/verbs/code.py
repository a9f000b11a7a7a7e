"""换查询码：申请人丢了查询码，或事项是代录的，见到本人以后给一个新的，旧的作废。

  yunhe code 企呼我应-2026-000001 --as 企业综合服务中心.受理岗 --person 1001

要能“代录”的岗位；事项里留下谁换的、什么时候换的，查询码本身只显示这一次。
"""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """The matter, and who gives it."""
    from yunhe.server.who import add_who

    parser.add_argument("number", metavar="事项编号")
    add_who(parser)


def run(given: argparse.Namespace) -> int:
    """Print the new code, once."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.access import duty
    from yunhe.server.access.reader import seat_of
    from yunhe.server.clock import now
    from yunhe.server.counter.renewing import renewed
    from yunhe.server.office import office_of

    seat = seat_of(duty.access(given), given.post, given.person, now())
    code = renewed(office_of(given.district), seat, given.number)
    print(f"{given.number} 的查询码（只显示这一次，旧的作废）：{code}")
    return 0
