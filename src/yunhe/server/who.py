"""The options of a verb that say who is behind it. Loads no Django."""

import argparse


def add_who(
    parser: argparse.ArgumentParser, *, post: str = "", what: str = "以哪个岗位", district: bool = True
) -> None:
    """`--as`, `--person` and the district whose roles count."""
    parser.add_argument("--as", dest="post", default=post, metavar="岗位", help=what)
    parser.add_argument("--person", default="", metavar="工号", help="谁在这个岗位（用 yunhe post 登记过的）")
    if district:
        parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
