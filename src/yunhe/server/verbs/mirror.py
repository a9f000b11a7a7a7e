"""把上级系统导出的表镜像进来：按案号对上，不重复录入，也不回写。

  yunhe mirror 信访 导出.xlsx --as 区信访局.登记岗 --person 1007
列名、状态的叫法与这里不同的，写在 <区县>/mirrors/<机制>.yaml 里，以后照用。整份导入，或一行也不导入；
`--partly` 只导入没有问题的行。退出码：0 全部导入；3 有的行没有导入（逐行写明原因）。
"""

import argparse
from typing import TYPE_CHECKING

from yunhe.server.who import add_who

if TYPE_CHECKING:
    from yunhe.types import Json


def add(parser: argparse.ArgumentParser) -> None:
    """Which mechanism, which file."""
    parser.add_argument("mechanism", metavar="机制")
    parser.add_argument("file", metavar="表", help="csv 或 xlsx")
    parser.add_argument("--partly", action="store_true", help="有问题的行不导入，其余照导")
    parser.add_argument("--simulated", action="store_true", help="这是模拟数据，处处写明")
    add_who(parser, what="以哪个岗位导入；要有“导入”，模拟的不用写")


def run(given: argparse.Namespace) -> int:
    """Bring the file in and say what it did."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.matters import mirror
    from yunhe.server.office import office_of
    from yunhe.systems import find_district

    office, at = office_of(given.district), now()
    through: dict[str, Json] = {}
    if not given.simulated:
        store = office.in_force(given.mechanism, at).store
        through = duty.required(given, at, "导入", store).signed("导入")
    saved = mirror.saved_of(find_district(given.district), given.mechanism)
    done = mirror.bring_in(
        office,
        given.mechanism,
        saved,
        given.file,
        at,
        partly=given.partly,
        simulated=given.simulated,
        through=through,
    )
    for line in mirror.report(done):
        print(line)
    return 0 if done.is_whole else 3
