"""封存到昨天为止的每一天，没有记录的日子也封。

封存是对一天的记录数、每个事项的最后一条、全部记录的摘要和前一次封存的签名，写进库，也写进封存文件（环境变量
YUNHE_SEALS，不写就是当前文件夹里的 yunhe.seals.jsonl）。私钥由环境变量 YUNHE_SEAL_KEY 指定。一段时间只封一次。
"""

import argparse
import os
from datetime import date, datetime
from pathlib import Path

from yunhe.errors import YunheError


def add(parser: argparse.ArgumentParser) -> None:
    """Up to when."""
    until = parser.add_mutually_exclusive_group()
    until.add_argument("--date", metavar="日期", help="只封到这一天（YYYY-MM-DD，早于今天）")
    until.add_argument("--today", action="store_true", help="今天到此刻的也封；今天余下的部分以后另封")


def run(given: argparse.Namespace) -> int:
    """Seal in the table, then let the file follow."""
    from yunhe import server
    from yunhe.server.ledger.keys import private_key

    key = private_key(os.environ)
    server.start()
    server.require_tables()
    from yunhe.server.ledger import sealing, seals_file
    from yunhe.server.snapshot import snapshot
    from yunhe.server.tables import reached

    with reached():
        done = 0
        for number, stretch, events in sealing.seal_until(_end(given), key):
            print(f"第 {number} 次封存：{sealing.stretch_text(stretch)}，{events} 条")
            done += 1
        path = Path(os.environ.get(seals_file.VARIABLE) or seals_file.DEFAULT_FILE)
        with snapshot():
            added = seals_file.follow(path)
    print(f"封存了 {done} 段，{path} 添了 {added} 段" if done or added else "没有要封存的")
    return 0


def _end(given: argparse.Namespace) -> datetime:
    """The instant up to which is sealed."""
    from yunhe.server.ledger import dates, sealing

    if given.today:
        return sealing.now()
    if not given.date:
        return dates.begins(dates.today())
    day = _day(given.date)
    if day >= dates.today():
        raise WrongDay(f"--date {given.date}: 这一天还没有过完 → 写今天以前的日子，或用 --today")
    return dates.begins(day + dates.DAY)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise WrongDay(f"--date {written}: 不是日期 → 写成 2026-03-01 的样子") from None


class WrongDay(YunheError):
    """A day that cannot be sealed."""
