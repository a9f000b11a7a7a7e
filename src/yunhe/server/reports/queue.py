"""The queue of reports: who takes which, how far it is, what becomes of one whose worker died.

A report is read first (`queued` → `reading`), then audited (`auditing`), as soon as all that were handed in with it are
read, so that each finds the years before it. Whoever takes one writes a name and a pulse into its row; a pulse that has
stopped lets the next one take it.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from yunhe.server.clock import now
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report

SILENT = timedelta(seconds=30)  # without a pulse, a worker counts as dead
TIMES = 3  # a report is begun at most
CRASHED = "读的时候进程崩溃了（文件损坏，或内存不够）", "单独读它，或另存后再读"

State = Report.State


def take(worker: str) -> Report | None:
    """The next report, for this worker alone; None when nothing waits."""
    with transaction.atomic():
        report = _waiting().select_for_update(skip_locked=True, of=("self",)).first()
        if report is None:
            return None
        if report.attempts >= TIMES:
            _failed(report, *CRASHED)
            return take(worker)
        report.worker, report.beat, report.attempts = worker, now(), report.attempts + 1
        report.state = State.READING if report.state == State.QUEUED else report.state
        report.save(update_fields=["worker", "beat", "attempts", "state"])
        return report


def _waiting() -> QuerySet[Report]:
    """What can be begun, oldest first; of one handing-in the earliest year first."""
    unread = Report.objects.filter(batch=OuterRef("batch"), state__in=[State.QUEUED, State.READING])
    ready = Q(state=State.QUEUED) | Q(state=State.READING) | Q(state=State.AUDITING) & ~Exists(unread)
    free = Q(worker="") | Q(beat__lt=now() - SILENT)
    return Report.objects.filter(ready & free, ~Q(state__in=[State.DONE, State.FAILED])).order_by("made", "year", "id")


def is_empty() -> bool:
    """Whether nothing waits and nothing is in work."""
    return not Report.objects.exclude(state__in=[State.DONE, State.FAILED]).exists()


def pulse(report: Report) -> bool:
    """Say that it is still in work; False when it is another's, or gone."""
    return bool(_mine(report).update(beat=now()))


def tell(report: Report, progress: int) -> None:
    """Say how far it is."""
    _mine(report).update(progress=progress, beat=now())


def fail(report: Report, problem: str, remedy: str, keeps: bool = False) -> None:
    """It cannot be read: why, and what would help. The file goes, unless it is not at fault."""
    with transaction.atomic():
        mine = _mine(report).select_for_update().first()
        if mine is not None:
            _failed(mine, problem, remedy)
    if mine is not None and not keeps:
        shelf.path_of(report).unlink(missing_ok=True)


def _failed(report: Report, problem: str, remedy: str) -> None:
    report.state, report.problem, report.remedy = State.FAILED, problem.replace("\x00", ""), remedy
    report.worker, report.beat, report.ended = "", None, now()
    report.save(update_fields=["state", "problem", "remedy", "worker", "beat", "ended"])


def crashed(report: Report) -> None:
    """The process that had it died: it is begun again, unless that happened too often."""
    if report.attempts >= TIMES:
        fail(report, *CRASHED, keeps=True)
    else:
        _mine(report).update(worker="", beat=None)


def give_back(report: Report) -> None:
    """The worker stops and begins it no more: as if it had not been taken."""
    _mine(report).update(worker="", beat=None, attempts=report.attempts - 1)


def _mine(report: Report) -> QuerySet[Report]:
    return Report.objects.filter(pk=report.pk, worker=report.worker)
