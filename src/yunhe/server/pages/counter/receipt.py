"""The receipt: number and code, shown until they are noted down, for half an hour at most; what comes next."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from yunhe.server.clock import now
from yunhe.server.counter import drafts, following
from yunhe.server.pages.counter.drafting import place_of
from yunhe.server.pages.counter.showing import page
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "counter/receipt/"
WHO = Who.ANYBODY


def show(request: HttpRequest) -> HttpResponse:
    """Number and code; afterwards only the way to follow."""
    found = drafts.find(place_of(request, drafts.RECEIPT), now())
    if not found:
        return page(request, "counter/receipt.html", receipt=None)
    followed = following.followed(here().office, found["number"], now())
    return page(request, "counter/receipt.html", receipt=found, matter=followed, simulated=followed.simulated)


def act(request: HttpRequest) -> HttpResponseBase:
    """They are noted down: the code is shown no more."""
    place = place_of(request, drafts.RECEIPT)
    found = drafts.find(place, now())
    if not found:
        return redirect("counter.follow")
    drafts.discard(place)
    return redirect("counter.matter", number=found["number"])
