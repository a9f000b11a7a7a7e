"""A matter as its applicant sees it: where it stands, whose turn it is, until when, what was said, what they may do."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from yunhe.server.clock import now
from yunhe.server.counter import answering, codes, following
from yunhe.server.pages import refusals
from yunhe.server.pages.counter import proofs
from yunhe.server.pages.counter.showing import page
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "counter/matter/<str:number>/"
WHO = Who.ANYBODY


def show(request: HttpRequest, number: str, own: bool = False) -> HttpResponseBase:
    """Where it stands; who has not proved the code is asked for it, whether there is such a matter or not."""
    if not proofs.follows(request, number):
        return redirect(reverse("counter.follow"))
    try:
        followed = following.followed(here().office, number, now(), own=own)
    except LookupError:  # its kind has been taken from the counter
        return refusals.unknown(request)
    account = proofs.resident(request)
    given = {
        "matter": followed,
        "offers": answering.offers(here().office, number, now()),
        "simulated": followed.simulated,
        "may_bind": account is not None and not codes.is_of(number, account),
        "shows_own": own,
    }
    response: HttpResponse = page(request, "counter/matter.html", **given)
    return response


def act(request: HttpRequest, number: str) -> HttpResponseBase:
    """Show what they said of themselves, which is put on record; or bind the matter to their account."""
    if not proofs.follows(request, number):
        return redirect(reverse("counter.follow"))
    account = proofs.resident(request)
    if "bind" in request.POST and account is not None:
        codes.bind(number, account)
        return redirect("counter.mine")
    return show(request, number, own="own" in request.POST)
