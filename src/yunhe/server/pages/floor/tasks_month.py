"""The monthly report form: all tasks of one's unit in one form, each row a step of its own matter."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.clock import now
from yunhe.server.floor import handing
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import kinds
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.tasks import monthly

PATH = "tasks/month/"
WHO = Who.SEATED
LONGEST = 20_000


def show(request: HttpRequest) -> HttpResponse:
    """The form."""
    mechanism = kinds.chosen(request)
    return refusals.unknown(request) if mechanism is None else _form(request, mechanism, _lines(request, mechanism))


def act(request: HttpRequest) -> HttpResponse:
    """Report what was typed; rows that were not in order come back as typed."""
    mechanism = kinds.chosen(request)
    if mechanism is None:
        return refusals.unknown(request)
    lines = _lines(request, mechanism)
    typed = {
        line.number: {name: request.POST.get(f"{line.number}.{name}", "")[:LONGEST] for name in line.asked}
        for line in lines
    }
    try:
        with handing.once(request.POST.get("token", ""), "", now()):
            pass
    except handing.HandedInError:
        messages.info(request, _("这张表单已经交过，只算一次"))
        return HttpResponseRedirect(request.path)
    except YunheError as error:
        return refusals.refused(request, error)
    done = monthly.report(here().office, lines, typed, now())
    if done.reported:
        messages.success(request, _("已报 %s 件") % done.reported)
    if not done.left:
        return HttpResponseRedirect(request.path)
    return _form(request, mechanism, done.left, status=422)


def _lines(request: HttpRequest, mechanism: Mechanism) -> list[monthly.Line]:
    sitting = sitting_of(request)
    return monthly.lines(here().office, mechanism, sitting.seats, sitting.scope, now())


def _form(request: HttpRequest, mechanism: Mechanism, lines: Sequence[monthly.Line], status: int = 200) -> HttpResponse:
    given = {
        "area": "floor",
        "simulated": any(line.task.situation.simulated for line in lines),
        "mechanism": mechanism,
        "lines": lines,
        "open": sum(not line.shut for line in lines),
        "wrong": [line for line in lines if line.problems],
        "token": handing.token(),
    }
    return render(request, "floor/tasks_month.html", given, status=status)
