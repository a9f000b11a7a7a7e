"""A matter: what it is, whose turn, until when and why, the way it went, what has happened, what can be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.floor import seen
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import before
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "matter/<str:number>/"
WHO = Who.SEATED


def show(request: HttpRequest, number: str) -> HttpResponse:
    """The whole page; whoever has it before them has read it so far."""
    found = before.found(request, number)
    if found is None:
        return refusals.unknown(request)
    given = before.whole(request, found)
    seen.keep(sitting_of(request).person, number, found.situation.number)
    return render(request, "floor/matter.html", given)
