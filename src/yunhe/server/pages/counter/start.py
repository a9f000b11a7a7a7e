"""Before somebody begins: what it is for, who may, what to have at hand, how long it takes, what is done with data."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from yunhe.mechanisms.waiting import waits
from yunhe.server.clock import now
from yunhe.server.counter import drafts
from yunhe.server.counter.answers import filled
from yunhe.server.pages import refusals
from yunhe.server.pages.counter.drafting import notice, offered, place_of
from yunhe.server.pages.counter.showing import page
from yunhe.server.pages.page import Who

PATH = "counter/apply/<str:key>/"
WHO = Who.ANYBODY


def show(request: HttpRequest, key: str) -> HttpResponse:
    """What one should know first."""
    mechanism = offered(key)
    if mechanism is None or mechanism.counter is None:
        return refusals.unknown(request)
    begun = filled(drafts.find(place_of(request, key), now()).get("answers", {}))
    given = {"mechanism": mechanism, "counter": mechanism.counter, "begun": begun, "notice": notice(mechanism)}
    return page(request, "counter/start.html", waits=list(waits(mechanism, mechanism.counter)), **given)


def act(request: HttpRequest, key: str) -> HttpResponseBase:
    """Away with the draft, begin anew."""
    if offered(key) is None:
        return refusals.unknown(request)
    place = place_of(request, key)
    if place.token:
        drafts.discard(place)
    return redirect("counter.step", key=key, step=1)
