"""读架上排队的报告：一份一份读、审，进度写在架上；到期的草稿也由它删去。

  yunhe work
  yunhe work --jobs 4 --once

yunhe serve 自己带着一个；报告多、或者网站在几台机器上时另开几个，同一份不会读两遍。每份在单独的进程里读，读坏了、
读得太久、要的内存太多，只停这一份。随时可以中断：手上的那份退回去，下次从头读。
"""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """How many at once, and for how long."""
    parser.add_argument("--jobs", type=int, default=1, metavar="数", help="同时读几份（默认 1）")
    parser.add_argument("--once", action="store_true", help="读完排队的就停，不等新的")
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")


def run(given: argparse.Namespace) -> int:
    """Work until interrupted, or until nothing waits."""
    from yunhe.server import require_tables, start
    from yunhe.systems import find_district

    start()
    require_tables()
    from yunhe.server.reports.working import Task, work

    work(Task(find_district(given.district).resolve()), max(1, given.jobs), until_empty=given.once)
    return 0
