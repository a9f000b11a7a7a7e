"""任务：按台账成批立项，出季度公开表。

  yunhe register import 督查任务 任务表.xlsx --mapping tasks_2024 --as 区政府办公室.督查岗 --person 1001
  yunhe task open 督查督办 --from 督查任务 --where 年度=2024 --with 开始日期=2024-03-01 完成时限=2024-12-31 --as …
  yunhe task table 督查督办 --at 2024-06-30 --columns 序号 主要工作内容 完成进度 灯 --output 二季度.xlsx --as …

已经立了项的条目略过；一条立不了就一条也不立。表是那一天的样子，只有公开的字段。
"""

import argparse
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yunhe.server.who import add_who

if TYPE_CHECKING:
    from yunhe.server.access.reader import Seat


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": []}
    opening = steps.add_parser("open", help="给台账的每个条目立一件事项")
    opening.add_argument("mechanism", metavar="机制")
    opening.add_argument("--from", dest="register", required=True, metavar="台账", help="哪个台账的条目")
    opening.add_argument("--where", **many, metavar="字段=内容", help="只要这样的条目")
    opening.add_argument("--with", dest="given", **many, metavar="项目=内容", help="每件都填的")
    opening.add_argument("--simulated", action="store_true", help="这是模拟数据，处处写明")
    table = steps.add_parser("table", help="出一张公开表")
    table.add_argument("mechanism", metavar="机制")
    table.add_argument("--at", metavar="日期", help="哪一天的样子（默认现在）")
    table.add_argument("--columns", **many, metavar="列", help="要哪些列（默认全部公开的字段）")
    table.add_argument("--title", default="", metavar="标题")
    table.add_argument("--output", required=True, metavar="文件", help=".xlsx 或 .csv")
    for step in (opening, table):
        add_who(step)


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now

    print({"open": _open, "table": _table}[given.step](given, now()))
    return 0


def _seat(given: argparse.Namespace, now: datetime) -> "Seat | None":
    from yunhe.server.access import duty

    return duty.seat(given, now)


def _open(given: argparse.Namespace, now: datetime) -> str:
    from yunhe.mechanisms.act import Act
    from yunhe.mechanisms.mechanism import APPLICANT
    from yunhe.registers.register import registers_of
    from yunhe.server.matters.each import open_each
    from yunhe.server.office import office_of
    from yunhe.server.registers import listing, seeing
    from yunhe.server.verbs.run import pairs
    from yunhe.systems import find_district

    seat = _seat(given, now)
    register = _register(registers_of(find_district(given.district)), given.register)
    sight = seeing.sight(register, seat)
    act = Act("登记", given.post or APPLICANT, now, given.person, dict(pairs(given.given, "--with")))
    asked = listing.wanted(register, given.where)
    office = office_of(given.district)
    opened = open_each(office, seat, given.mechanism, sight, asked, act, simulated=given.simulated)
    first = f"：{opened.situations[0].subject} …" if opened.situations else ""
    return f"立项{len(opened.situations)}件{first}；已有的{opened.passed_by}条略过"


def _register(known: Any, name: str) -> Any:
    from difflib import get_close_matches

    from yunhe.errors import UnreadableError

    if name in known:
        return known[name]
    near = get_close_matches(name, list(known), n=1)
    raise UnreadableError(name, "没有这个台账", f"是不是“{near[0]}”？" if near else f"有：{'、'.join(known)}")


def _table(given: argparse.Namespace, now: datetime) -> str:
    from yunhe.server.access import duty
    from yunhe.server.matters import tabling
    from yunhe.server.office import moment, office_of

    at = min(now, moment(given.at) + timedelta(days=1)) if given.at else now
    mechanism = office_of(given.district).in_force(given.mechanism, at)
    columns = tabling.columns_of(mechanism, given.columns)
    situations = tabling.stood_at(given.mechanism, duty.scope(given, _seat(given, now)), at)
    simulated = any(situation.simulated for situation in situations)
    table = list(tabling.rows(mechanism, situations, columns, at))
    title = given.title or f"{mechanism.name}（截至{(at - timedelta(seconds=1)):%Y-%m-%d}）"
    tabling.write(Path(given.output), title, columns, table, simulated=simulated)
    none = "" if table else "（那天还没有立项，或不在这个岗位的范围里）"
    return f"{given.output}：{len(table)}件" + ("（模拟数据）" if simulated else none)
