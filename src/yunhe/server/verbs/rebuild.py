"""从办理记录重新推出每件事项的现状、每个岗位的任职；--check 只核对，不改。

退出码：0 一致（或已改好）；1 有不一致的（逐件列出）。
"""

import argparse
from itertools import chain


def add(parser: argparse.ArgumentParser) -> None:
    """Whether only to check."""
    parser.add_argument("--check", action="store_true", help="只核对，列出不一致的")


def run(given: argparse.Namespace) -> int:
    """Check or rebuild."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.access import held
    from yunhe.server.matters import rebuild

    if not given.check:
        print(f"改正 {rebuild.rebuild()} 件")
        if posts := held.rebuild():
            print(f"改正 {posts} 个岗位的任职")
        return 0
    count = 0
    for number, said in chain(rebuild.differences(), held.differences()):
        count += 1
        print(f"{number}: {said}")
    print(f"{count} 件与记录不一致" if count else "每件事项都与它的办理记录一致")
    return 1 if count else 0
