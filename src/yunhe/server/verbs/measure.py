"""量一个指标：区县文件夹里它的那一条 SELECT，在某一年得多少。"""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Which indicator, which year."""
    parser.add_argument("indicator", metavar="指标", help="指标的键，如 deputies_suggestions")
    parser.add_argument("--year", type=int, required=True, metavar="年份")
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")


def run(given: argparse.Namespace) -> int:
    """Measure and say where the value comes from."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.measuring import measure
    from yunhe.systems import find_district

    figure = measure(find_district(given.district), given.indicator, given.year)
    simulated = " · 模拟数据" if figure.simulated else ""
    print(f"{figure.value:f}{figure.unit} · {given.year} · 来源 {figure.source}{simulated}")
    return 0
