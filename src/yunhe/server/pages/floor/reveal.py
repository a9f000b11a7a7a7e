"""The personal fields of a matter, opened for a purpose; who looked and what for is written down before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.access import sight
from yunhe.server.floor import timeline
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import before
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "matter/<str:number>/open/"
WHO = Who.SEATED


def act(request: HttpRequest, number: str) -> HttpResponse:
    """The page of the matter with what the post may see; it is not kept by the browser."""
    found = before.found(request, number)
    if found is None:
        return refusals.unknown(request)
    purpose = request.POST.get("purpose", "").strip()
    given = before.whole(request, found)
    if not purpose:
        return render(request, "floor/matter.html", {**given, "purpose_problem": _("写明为什么要看")}, status=422)
    seat = found.looking(sitting_of(request).seats)
    try:
        situation, events = sight.opened(seat, purpose, found.mechanism, found.now, found.events)
    except YunheError as error:
        return refusals.refused(request, error)
    given |= {
        "facts": before.facts_of(found, situation),
        "history": timeline.entries(events, before.hidden(sitting_of(request), situation)),
        "masked": False,
        "purpose": purpose,
    }
    return render(request, "floor/matter.html", given)
