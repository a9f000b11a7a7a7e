"""Periods of observations: which are approved and locked, up to which level; the way to hand one in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yunhe.definitions.raw import FieldRefusal
from yunhe.observations.period import period_of
from yunhe.server.observations import periods
from yunhe.server.pages.floor import approval
from yunhe.server.pages.page import Who

PATH = "periods/"
WHO = Who.SEATED
MOST = 500


def show(request: HttpRequest) -> HttpResponse:
    """The locked ones, the datasets; asked for one by dataset and period, that one."""
    rules, name, written = approval.rules(), request.GET.get("dataset", ""), request.GET.get("period", "")[:30]
    problem = ""
    if rules is not None and name in rules.datasets and written:
        try:
            return redirect("floor.period", dataset=name, period=period_of(written).text)
        except FieldRefusal as refusal:
            problem = str(refusal)
    given = {
        "area": "floor",
        "rules": rules,
        "datasets": [approval.described(rules, each) for each in rules.datasets.values()] if rules else [],
        "standings": [(one, approval.link(one.dataset, one.period.text)) for one in reversed(periods.locked())][:MOST],
        "name": name,
        "written": written,
        "problem": _("期间%s") % problem if problem else "",
    }
    return render(request, "floor/periods.html", given, status=422 if problem else 200)
