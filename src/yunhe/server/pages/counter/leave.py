"""Leaving a browser that others use too: it follows no matter any more and shows no code."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from yunhe.server.counter import drafts
from yunhe.server.pages.counter import proofs
from yunhe.server.pages.counter.drafting import COOKIE, place_of
from yunhe.server.pages.page import Who

PATH = "counter/leave/"
WHO = Who.ANYBODY


def act(request: HttpRequest) -> HttpResponseBase:
    """Forget it all; drafts too can be reached no more."""
    place = place_of(request, drafts.RECEIPT)
    if place.token:
        drafts.discard(place)
    proofs.forget(request)
    response = redirect("counter.home")
    response.delete_cookie(COOKIE, path="/counter/")
    return response
