"""What would become of a file that was handed in: every refused row with its reason; then it is confirmed or let go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.clock import now
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.floor.seen_register import Seen
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.registers import arriving, parcels
from yunhe.server.registers.importing import OUTCOMES
from yunhe.server.registers.parcels import Parcel

PATH = "register/<str:name>/import/<str:token>/"
WHO = Who.SEATED
MOST = 500


def show(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """Try it, and show what came of it; nothing is written."""
    found = _found(request, name, token)
    if found is None:
        return refusals.unknown(request, _("没有这份等着确认的文件，或者已经过期；重新交一次"))
    seen, parcel = found
    assert seen.importer is not None
    try:
        table, outcome = arriving.bring_in(here().folder, seen.register, parcel, seen.importer, dry_run=True)
    except YunheError as error:
        return refusals.refused(request, error)
    given = {
        "area": "floor",
        "seen": seen,
        "parcel": parcel,
        "simulated": parcel.simulated,
        "where": table.where,
        "outcome": outcome,
        "counts": [(word, outcome.counts[word]) for word in OUTCOMES],
        "refused": [(row.row, fault) for row in outcome.refused[:MOST] for fault in row.faults],
        "left_out": outcome.left_out[:MOST],
        "missing": outcome.missing[:MOST],
        "more_missing": max(len(outcome.missing) - MOST, 0),
        "may": bool(outcome.taken) and (parcel.partly or not outcome.refused),
    }
    return render(request, "floor/register_preview.html", given)


def act(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """Bring it in, or let it go."""
    found = _found(request, name, token)
    if found is None:
        return refusals.unknown(request, _("没有这份等着确认的文件，或者已经过期；重新交一次"))
    seen, parcel = found
    assert seen.importer is not None
    if request.POST.get("confirmed") != "1":
        parcels.forget(parcel)
        messages.info(request, _("没有导入，文件已删除"))
        return HttpResponseRedirect(reverse("floor.register", args=[name]))
    try:
        _table, outcome = arriving.bring_in(
            here().folder, seen.register, parcel._replace(at=now()), seen.importer, dry_run=False
        )
    except YunheError as error:
        return refusals.refused(request, error)
    if outcome.made is None:
        return HttpResponseRedirect(request.path)  # what was refused shows there
    parcels.forget(parcel)
    counts = "，".join(
        _("%(word)s %(number)s 条") % {"word": word, "number": outcome.counts[word]} for word in OUTCOMES
    )
    messages.success(request, _("已导入 %(number)s：%(counts)s") % {"number": outcome.made.number, "counts": counts})
    return HttpResponseRedirect(reverse("floor.register_imports", args=[name]))


def _found(request: HttpRequest, name: str, token: str) -> tuple[Seen, Parcel] | None:
    """The parcel of whoever asks, as long as they may still import."""
    seen = seen_register.one(request, name)
    if seen is None or seen.importer is None:
        return None
    parcel = parcels.find(token, name, seen.importer.person, sitting_of(request).at)
    return (seen, parcel) if parcel else None
