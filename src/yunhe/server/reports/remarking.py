"""What somebody says of a finding: accepted with a reason, discussed, reopened; appended, and the finding follows."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yunhe.server.clock import now
from yunhe.server.errors import StoreError
from yunhe.server.reports.models import Mark, Remark, Report

LONGEST = 2000
_AFTER = {
    Remark.What.ACCEPT: Mark.State.ACCEPTED,
    Remark.What.DISCUSS: Mark.State.DISCUSSED,
    Remark.What.REOPEN: Mark.State.OPEN,
}


def remark(mark: Mark, what: Remark.What, by: str, text: str) -> Remark:
    """Say something of a finding; StoreError when nothing is said, or the finding does not stand so."""
    said = text.strip()
    with transaction.atomic():
        mark = Mark.objects.select_for_update().get(pk=mark.pk)
        _refuse(mark, what, said)
        state = _AFTER[what]
        if what == Remark.What.DISCUSS and mark.state == Mark.State.ACCEPTED:
            state = Mark.State.ACCEPTED
        _recount(mark, state)
        Mark.objects.filter(pk=mark.pk).update(state=state)
        return Remark.objects.create(mark=mark, report_id=mark.report_id, by=by, at=now(), what=what, text=said)


def _refuse(mark: Mark, what: Remark.What, said: str) -> None:
    where = _("疑点 %s") % mark.number
    if mark.report.state != Report.State.DONE:
        raise StoreError(where, _("这份报告正在重审"), _("审完再看一遍疑点"))
    if not said:
        raise StoreError(where, _("没有写下理由"), _("写一句：为何认可、为何重开，或要商议什么"))
    if len(said) > LONGEST:
        raise StoreError(where, _("写得太长，有 %s 字") % len(said), _("写到 %s 字以内") % LONGEST)
    if what == Remark.What.ACCEPT and mark.state == Mark.State.ACCEPTED:
        raise StoreError(where, _("已经认可过"), _("要改理由，先重开"))
    if what == Remark.What.REOPEN and mark.state != Mark.State.ACCEPTED:
        raise StoreError(where, _("没有认可过，不用重开"), _("直接认可或商议"))


def _recount(mark: Mark, state: Mark.State) -> None:
    """The counts of the report are of what nobody has accepted."""
    step = (mark.state == Mark.State.ACCEPTED) - (state == Mark.State.ACCEPTED)
    if step:
        column = f"{mark.severity}s"
        Report.objects.filter(pk=mark.report_id).update(**{column: F(column) + step})
