"""从办理记录重新推出每件事项、每个台账条目、每个观测值的现状和每个岗位的任职；--check 只核对，不改。

退出码：0 一致（或已改好）；1 有不一致的（逐件列出）。
"""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Whether only to check."""
    parser.add_argument("--check", action="store_true", help="只核对，列出不一致的")


def run(given: argparse.Namespace) -> int:
    """Check or rebuild."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.access import held
    from yunhe.server.matters import rebuild as matters
    from yunhe.server.observations import rebuild as observations
    from yunhe.server.registers import rebuild as registers

    folded = (
        (matters, "件事项"),
        (registers, "个台账条目"),
        (observations, "个观测值序列或期间"),
        (held, "个岗位的任职"),
    )
    if not given.check:
        for each, what in folded:
            print(f"改正 {each.rebuild()} {what}")
        return 0
    count = 0
    for each, _ in folded:
        for subject, said in each.differences():
            count += 1
            print(f"{subject}: {said}")
    print(f"{count} 件与记录不一致" if count else "事项、台账、观测值、任职都与办理记录一致")
    return 1 if count else 0
