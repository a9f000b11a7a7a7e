"""The process that reads and audits, one report after the other: a file that breaks it breaks nothing else.

Its memory is limited by the system; who started it watches the time and kills it.
"""

import os
import resource
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yunhe import server
from yunhe.errors import UnreadableError, YunheError

if TYPE_CHECKING:
    from yunhe.server.reports.models import Report


class Limits(NamedTuple):
    """What reading or auditing one report may take."""

    seconds: float = 180.0
    memory: int = 3 * 2**30


class Ended(NamedTuple):
    """How it ended: well, or with a problem and a remedy. `keeps` tells that the file is not at fault and stays."""

    problem: str = ""
    remedy: str = ""
    keeps: bool = False


TOO_BIG = Ended("读它要的内存超过了上限", "分成几份再读", True)
_EVERY = 0.3  # seconds between two reports of progress


def main(pipe: Connection, district: str, limits: Limits) -> None:
    """Do what comes through the pipe until it closes."""
    os.setsid()
    os.nice(5)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    server.start()
    while True:
        try:
            id, worker = pipe.recv()
        except EOFError:
            return
        signal.alarm(int(limits.seconds) + 10)  # also when nobody is left who would kill it
        ended = _ended(id, worker, Path(district))
        signal.alarm(0)
        try:
            pipe.send(ended)
        except OSError:  # who asked is gone; what was read is written
            return


def _ended(id: str, worker: str, district: Path) -> Ended:
    from django.db import DatabaseError

    try:
        do(id, worker, district)
    except UnreadableError as error:
        return Ended(error.problem, error.remedy)
    except MemoryError:
        return TOO_BIG
    except YunheError as error:  # a definition of the district says what cannot be meant
        return Ended(str(error), "改好定义后再读一次", True)
    except DatabaseError:  # out of reach, or busy for too long: this process ends, and the report is begun again
        raise
    except Exception as error:
        if os.environ.get("YUNHE_RAISE"):
            raise
        return Ended(f"程序出错（{type(error).__name__}: {error}）", "请连同这份文件报告给我们", True)
    return Ended()


def do(id: str, worker: str, district: Path) -> None:
    """The next step of a report: read it, or audit it."""
    from yunhe.server.reports.models import Report

    report = Report.objects.filter(pk=id, worker=worker).first()
    if report is None:
        return
    if report.state == Report.State.READING:
        _read(report)
    else:
        _audit(report, district)


def _read(report: "Report") -> None:
    from yunhe.reading.intake import read_file
    from yunhe.reading.reader import read_document
    from yunhe.server.reports import shelf
    from yunhe.server.reports.filling import READ, fill_reading

    told = Telling(report, 5, READ)
    document = read_file(shelf.path_of(report), name=report.name)
    fill_reading(report, read_document(document, told=told))


def _audit(report: "Report", district: Path) -> None:
    from yunhe.server.reports.auditing import audit
    from yunhe.server.reports.filling import READ, fill_findings

    if fill_findings(report, audit(report, district, Telling(report, READ, 99))):
        _make_ready(report)


def _make_ready(report: "Report") -> None:
    """What its page is made of; whoever opens it makes it otherwise."""
    from yunhe.server.renderings import keeping

    report.refresh_from_db()
    keeping.keep(report)


class Telling:
    """Writes the progress of a report into its row, not more often than anybody looks."""

    def __init__(self, report: "Report", first: int, last: int) -> None:
        self.report, self.first, self.last = report, first, last
        self.at = time.monotonic()

    def __call__(self, share: float) -> None:
        if time.monotonic() - self.at >= _EVERY:
            from yunhe.server.reports import queue

            self.at = time.monotonic()
            queue.tell(self.report, self.first + int((self.last - self.first) * share))
