"""工作日历：看已公布到哪年，导入新一年的放假安排。

  yunhe calendar                     已公布的年份和工作日数
  yunhe calendar import 2027.csv --as 区数据局.系统管理员 --person S1

表头 日期,休或班,名称；每年一份，写错的行逐行指出。
导入之后，在办事项的到期日不会自己变：用 yunhe recount 先看会变什么，再加 --yes 去改。
"""

import argparse
from pathlib import Path

from yunhe.server.who import add_who


def add(parser: argparse.ArgumentParser) -> None:
    """Show, or import a year."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", dest="step")
    bring = steps.add_parser("import", help="导入一年")
    bring.add_argument("file", metavar="表.csv")
    add_who(bring, what="以哪个岗位导入（要有“运维”）")


def run(given: argparse.Namespace) -> int:
    """Show the years, or bring one in."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.mechanisms.holidays import read_year
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.matters import year

    if given.step == "import":
        seat = duty.required(given, at := now(), "运维")
        found = read_year(Path(given.file))
        done = year.bring_in(found, seat.post, seat.person, at)
        print(f"{found.number} 年{'已导入' if done else '与已有的相同，没有改动'} → yunhe recount 看在办事项会变什么")
        return 0
    calendar = year.in_force()
    numbers = [known.number for known in calendar.years]
    print(f"已公布 {numbers[0]}–{numbers[-1]} 年；其余年份只按周末推算，到期日标为暂定")
    return 0
