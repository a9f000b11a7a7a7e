"""模拟一年：台账填满虚构的条目，每个机制按各自的习惯办一年，处处标明“模拟”。

  yunhe simulate --year 2024 --seed 7 --scale 1

总数照区县文件夹的 simulation.yaml；`--scale 0.02` 几秒就好。同一个种子得出同一个年：用 yunhe export 比对。
"""

import argparse
import sys
from decimal import Decimal, InvalidOperation

SMALLEST, LARGEST = Decimal("0.001"), Decimal(10)


def add(parser: argparse.ArgumentParser) -> None:
    """Which year, from which seed, how large."""
    parser.add_argument("--year", type=int, default=2024, metavar="年份", help="哪一年（默认 2024）")
    parser.add_argument("--seed", type=int, default=7, metavar="种子", help="同一个种子得出同一个年（默认 7）")
    parser.add_argument("--scale", type=_scale, default=Decimal(1), metavar="倍", help="规模：1 是公布的总数")
    parser.add_argument("--until", metavar="日期", help="只到这一天，那时没办完的就在办；不写就是一整年")
    parser.add_argument("--missed", action="store_true", help="列出每个机制没有走到的动作和升级")
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")


def _scale(written: str) -> Decimal:
    try:
        scale = Decimal(written)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"“{written}”不是数，写成如 0.02") from None
    if not scale.is_finite() or not SMALLEST <= scale <= LARGEST:
        raise argparse.ArgumentTypeError(f"“{written}”不在 {SMALLEST} 至 {LARGEST} 之间")
    return scale


def run(given: argparse.Namespace) -> int:
    """Live the year and say what came of it."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.definitions.stores import stores_of
    from yunhe.progress import Progress
    from yunhe.server.office import moment, office_of
    from yunhe.server.simulation import running
    from yunhe.server.vault.masterkeys import keyring
    from yunhe.systems import find_district

    folder, office = find_district(given.district), office_of(given.district)
    keyring().require(stores_of(folder))
    count = running.total(folder, office, given.scale)
    with Progress(count, sys.stderr, sys.stderr.isatty(), "模拟", "件") as progress:
        until = moment(given.until) if given.until else None
        lived = running.simulate(folder, office, given.year, given.seed, given.scale, progress.step, until)
    print(f"模拟{given.year}年：台账条目{lived.entries}，事项{lived.matters}，办理记录{lived.events}（全部是模拟数据）")
    if lived.left and not given.missed:
        print(f"{len(lived.left)}个机制有没走到的步骤，规模小时常有；--missed 逐个列出")
    for key, left in lived.left.items() if given.missed else ():
        print(f"{key}：没有走到 {'、'.join(left)}")
    return 0
