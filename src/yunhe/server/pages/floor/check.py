"""One input of a form looked at as it is left: what is wrong with it, or nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.floor import filled, matter
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import before
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "matter/<str:number>/check/<str:name>/"
WHO = Who.SEATED


def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """What is wrong with the inputs that came, of a step of a matter."""
    found = before.found(request, number)
    choice = matter.choice(found, sitting_of(request).seats, name) if found else None
    if choice is None:
        return refusals.unknown(request)
    asked = [one for one in (*choice.offer.inputs, *choice.offer.extra) if filled.key_of(one) in request.POST]
    problem = next((said for one in asked if (said := filled.problem_of(one, request.POST, here().access.units))), "")
    return render(request, "floor/problem.html", {"problem": problem})
