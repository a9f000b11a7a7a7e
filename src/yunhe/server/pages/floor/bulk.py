"""Several matters at once: which steps are open in which of them, and what came of it in each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.server.clock import now
from yunhe.server.errors import StoreError
from yunhe.server.floor import bulk, handing
from yunhe.server.floor.board import title_of
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "desk/bulk/"
WHO = Who.SEATED
LONGEST = 200


def show(request: HttpRequest) -> HttpResponse:
    """What can be done in those that were chosen."""
    return _choose(request, request.GET.getlist("n"))


def act(request: HttpRequest) -> HttpResponse:
    """Do it in each, and say what came of it."""
    sitting, office = sitting_of(request), here().office
    numbers, name = request.POST.getlist("n"), request.POST.get("do", "")[:60]
    reason = request.POST.get("reason", "").strip()[:20_000]
    found = bulk.standings(office, sitting.scope, [number for number in numbers if len(number) <= LONGEST], now())
    step = next((one for one in bulk.steps_of(found, sitting.seats) if one.name == name), None)
    if step is None or (step.needs_reason and not reason):
        problem = _("写明理由") if step else _("选一个要做的动作")
        return _choose(request, numbers, problem, name, reason)
    try:
        with handing.once(request.POST.get("token", ""), "", now()):
            pass
    except StoreError as error:
        return _choose(request, numbers, str(error), name, reason)
    except handing.HandedInError:
        return render(request, "floor/bulk_done.html", {"area": "floor", "again": True, "name": name}, status=409)
    done = bulk.do(office, sitting.seats, found, name, reason)
    titles = {each.situation.subject: title_of(each.mechanism, each.situation.values) for each in found}
    given = {
        "area": "floor",
        "name": name,
        "done": [(one, titles[one.number]) for one in done if not one.refused],
        "refused": [(one, titles[one.number]) for one in done if one.refused],
        "simulated": any(each.situation.simulated for each in found),
    }
    return render(request, "floor/bulk_done.html", given)


def _choose(
    request: HttpRequest, numbers: list[str], problem: str = "", name: str = "", reason: str = ""
) -> HttpResponse:
    sitting = sitting_of(request)
    kept = [number for number in numbers if len(number) <= LONGEST]
    found = bulk.standings(here().office, sitting.scope, kept, now())
    given = {
        "area": "floor",
        "found": [(each, title_of(each.mechanism, each.situation.values)) for each in found],
        "steps": bulk.steps_of(found, sitting.seats),
        "token": handing.token(),
        "problem": problem,
        "name": name,
        "reason": reason,
        "most": bulk.MOST,
        "simulated": any(each.situation.simulated for each in found),
    }
    return render(request, "floor/bulk.html", given, status=422 if problem else 200)
