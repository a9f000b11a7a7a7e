"""导出模拟数据：每条办理记录一行 JSON，按编号排好，个人信息是明文（都是虚构的）。只导出模拟的。

  yunhe export 模拟2024.jsonl

末尾的 sha256 两次相同，就是同一个年。
"""

import argparse
import sys
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", metavar="文件", help=".jsonl")
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")


def run(given: argparse.Namespace) -> int:
    """Write the file and say its digest."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.progress import Progress
    from yunhe.registers.register import registers_of
    from yunhe.server.office import office_of
    from yunhe.server.simulation.exporting import export
    from yunhe.server.simulation.running import count_of
    from yunhe.systems import find_district

    registers = registers_of(find_district(given.district))
    with Progress(count_of(), sys.stderr, sys.stderr.isatty(), "导出", "件") as progress:
        found = export(Path(given.file), office_of(given.district), registers, progress.step)
    print(f"{given.file}：{found.lines}条，全部是模拟数据 · sha256 {found.sha256}")
    return 0
