"""让到期的事自己发生：预警、逾期、催办、督办、提级；再把要告知的交出去。

可以重复运行，可以同时运行，也可以随时中断：每件事项一个事务，发生过的不会再发生。放进 cron，每分钟一次。
`--notices 文件` 把要告知的逐行写成 JSON，每条有编号，收的一方按编号去重；不写就留着，下次再交。
"""

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunhe.server.matters.notices import Notice


def add(parser: argparse.ArgumentParser) -> None:
    """Which district, and where notices go."""
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    parser.add_argument("--notices", metavar="文件", help="把要告知的写进这个文件（接在后面）")
    parser.add_argument("-q", "--quiet", action="store_true", help="没有事发生时不说话")


def run(given: argparse.Namespace) -> int:
    """Tick once; 3 when some matters could not go on."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now
    from yunhe.server.floor import handing
    from yunhe.server.matters.notices import hand_out
    from yunhe.server.matters.tick import tick
    from yunhe.server.office import office_of
    from yunhe.server.statistics.taking import take

    done = tick(office_of(given.district), now())
    take(now())
    handing.forget(now())
    told = hand_out(_Lines(given.notices), now()) if given.notices else 0
    if done.events or told or not given.quiet:
        print(f"{done.matters} 件事项，{done.events} 条到期的记录，告知 {told} 条")
    for number, why in done.stuck:
        print(f"{number}: {why}", file=sys.stderr)
    return 3 if done.stuck else 0


class _Lines:
    """Receives notices as lines of JSON at the end of a file, on the disk before they count as told."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(self, batch: "list[Notice]") -> None:
        with open(self.path, "a", encoding="utf-8") as file:
            for notice in batch:
                made = {**notice._asdict(), "at": notice.at.isoformat()}
                file.write(json.dumps(made, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
