"""把报告放到阅览室的架上，读好、审好。

  yunhe shelve corpus/city districts/gongshu/reports/2025.txt
  yunhe shelve 报告文件夹 --jobs 4
  yunhe shelve --remove 编号

文件、文件夹、通配符都可以，和 yunhe read 一样；放上去的人人能看（草稿请在网页上交）。同一份文件放两遍，架上还是一份。
读不了的逐份说明原因，其余照读；全读完再审，所以同一地区的往年报告互相对得上。--remove 把架上的一份删净（编号在它的
网址里），留下回执。
"""

import argparse
import sys
from typing import TYPE_CHECKING

from yunhe.errors import UnreadableError, YunheError

if TYPE_CHECKING:
    from yunhe.reading.intake import Source
    from yunhe.server.reports.models import Batch, Report
    from yunhe.server.reports.working import Task

DONE, NOTHING, PARTLY = 0, 2, 3


def add(parser: argparse.ArgumentParser) -> None:
    """What, and how many at once."""
    parser.add_argument("files", nargs="*", metavar="文件", help="文件、文件夹、通配符")
    parser.add_argument("--remove", action="append", default=[], metavar="编号", help="删净架上的这一份，留下回执")
    parser.add_argument("--jobs", type=int, metavar="数", help="同时读几份（默认用全部核心）")
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    parser.add_argument("-q", "--quiet", action="store_true", help="不显示进度和小结")


def run(given: argparse.Namespace) -> int:
    """Put all, read all, and name what could not be read."""
    from yunhe.server import require_tables, start
    from yunhe.systems import find_district

    start()
    require_tables()
    from yunhe.reading.intake import expand
    from yunhe.server.clock import now
    from yunhe.server.reports.models import Batch
    from yunhe.server.reports.working import Task

    if given.remove:
        return _remove(given.remove)
    if not given.files:
        raise YunheError("没有写要放上架的文件 → 写文件、文件夹，或 --remove 编号")
    district = find_district(given.district).resolve()
    batch = Batch.objects.create(made=now())
    sources = expand(given.files)
    problems = [problem for source in sources if (problem := _put(source, batch))]
    known = len(sources) - batch.reports.count() - len(problems)
    _work(Task(district), given)
    problems += [f"{name}: {why} → {what}" for name, why, what in _failed(batch)]
    _say(batch, known, given)
    for problem in problems:
        print(problem, file=sys.stderr)
    return DONE if not problems else PARTLY if len(problems) < len(sources) else NOTHING


def _remove(ids: list[str]) -> int:
    from yunhe.server.reports import removal
    from yunhe.server.reports.models import Report

    missing = 0
    for id in ids:
        report = Report.objects.filter(pk=id).first()
        receipt = removal.remove(report, "命令行") if report else None
        missing += receipt is None
        print(f"{id}: 已删净，摘要 {receipt.sha256}" if receipt else f"{id}: 架上没有这一份")
    return NOTHING if missing else DONE


def _put(source: "Source", batch: "Batch") -> str | None:
    """Put one file; the reason why it cannot be read, when it cannot."""
    from yunhe.reading.intake import contents
    from yunhe.server.reports import shelf

    try:
        shelf.put(contents(source.path, source.name), source.name, None, False, batch=batch)
    except UnreadableError as error:
        return str(error)
    return None


def _work(task: "Task", given: argparse.Namespace) -> None:
    from yunhe.batch import cores
    from yunhe.progress import Progress
    from yunhe.server.reports.models import Report
    from yunhe.server.reports.working import work

    states = Report.State
    waiting = Report.objects.exclude(state__in=[states.DONE, states.FAILED])
    steps = sum(1 if report.state == states.AUDITING else 2 for report in waiting)
    with Progress(steps, sys.stderr, sys.stderr.isatty() and not given.quiet, unit="步") as progress:

        def step(report: "Report") -> None:
            progress.step()

        work(task, max(1, given.jobs or cores()), until_empty=True, done=step)


def _failed(batch: "Batch") -> list[tuple[str, str, str]]:
    from yunhe.server.reports.models import Report

    failed = batch.reports.filter(state=Report.State.FAILED)
    return list(failed.order_by("name").values_list("name", "problem", "remedy"))


def _say(batch: "Batch", known: int, given: argparse.Namespace) -> None:
    if given.quiet:
        return
    from yunhe.server.reports.models import Report

    new = batch.reports.filter(state=Report.State.DONE).count()
    print(f"新放上 {new} 份" + (f"，{known} 份架上已有" if known else ""))
