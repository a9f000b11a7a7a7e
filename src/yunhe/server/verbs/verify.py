"""核对全部办理记录：被改、被删、被插入、被调换的逐条指明。

对照库里的封存和封存文件（--seals，不写就用环境变量 YUNHE_SEALS 或当前文件夹里的 yunhe.seals.jsonl）。公钥由
--public-key 给出，不写就用 YUNHE_SEAL_KEY 旁边的 .pub。退出码：0 无误；1 查出问题；2 用法不对。
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunhe.server.ledger.verification import Report


def add(parser: argparse.ArgumentParser) -> None:
    """What to hold the ledger against."""
    parser.add_argument("--seals", metavar="文件", help="封存文件，最好是另处保存的那一份")
    parser.add_argument(
        "--public-key", nargs="+", action="extend", default=[], metavar="文件", help="公钥；换过密钥就新旧都给"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="不显示进度和小结")


def run(given: argparse.Namespace) -> int:
    """Look, and name what is found."""
    from yunhe import server
    from yunhe.progress import Progress
    from yunhe.server.ledger.keys import public_keys

    keys = public_keys(given.public_key, os.environ)
    server.start()
    server.require_tables()
    from yunhe.server.ledger.verification import verify
    from yunhe.server.tables import reached

    file = _file(given.seals)
    with Progress(0, sys.stderr, sys.stderr.isatty() and not given.quiet, "核对", "条") as bar, reached():

        def watch(done: int, total: int) -> None:
            bar.total = total
            bar.step(done - bar.done)

        report = verify(file, keys, watch)
    for problem in report.problems:
        print(problem)
    if not given.quiet:
        for line in _summary(report, file):
            print(line, file=sys.stderr)
    return 1 if report.problems else 0


def _file(named: str | None) -> Path | None:
    """The file of seals: the one named, else the usual one if it is there."""
    from yunhe.server.ledger import seals_file

    if named:
        return Path(named)
    usual = Path(os.environ.get(seals_file.VARIABLE) or seals_file.DEFAULT_FILE)
    return usual if usual.exists() else None


def _summary(report: "Report", file: Path | None) -> Iterator[str]:
    found = f"查出 {len(report.problems)} 处" if report.problems else "全部相符"
    yield f"{report.events} 条办理记录，{report.seals} 次封存：{found}"
    if file is None:
        yield "没有封存文件，只按库里的封存核对 → 有另存的，用 --seals 给出"
    since = f"{_local(report.sealed_until)} 起的" if report.sealed_until else "还没有封存过："
    yield f"{since} {report.unsealed} 条（{report.unsealed_subjects} 个事项）未封存，改动只能由哈希链看出"


def _local(instant: str) -> str:
    from datetime import datetime

    from yunhe.server.ledger.dates import zone

    return datetime.fromisoformat(instant).astimezone(zone()).strftime("%Y-%m-%d %H:%M")
