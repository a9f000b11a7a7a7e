"""The answer to a matter as a 答复函 for print: what was asked, how it was handled, what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.floor import before, letters
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "matter/<str:number>/reply/"
WHO = Who.SEATED


def show(request: HttpRequest, number: str) -> HttpResponse:
    """The letter."""
    found = before.found(request, number)
    if found is None:
        return refusals.unknown(request)
    hidden = before.hidden(sitting_of(request), found.now)
    return render(request, "floor/reply.html", {**before.head(found), **letters.reply(found, hidden)})
