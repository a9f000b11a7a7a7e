"""建表，或把表更新到这个版本。

库由环境变量 DATABASE_URL 指定，不写就是当前文件夹里的 yunhe.sqlite3。再运行一次没有害处。
"""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """It takes no arguments: the database is named by the environment."""


def run(given: argparse.Namespace) -> int:
    """Bring the tables up to date and say what was done."""
    from yunhe.server import start

    start()
    from yunhe.server.tables import update

    steps = update()
    for step in steps:
        print(f"已更新 {step}")
    print(f"{len(steps)} 步更新" if steps else "表已是最新")
    return 0
