"""The imports of a register, the newest first, each with what it did; one that stands can be taken back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.page import Who
from yunhe.server.registers import imports

PATH = "register/<str:name>/imports/"
WHO = Who.SEATED
MOST = 200


def show(request: HttpRequest, name: str) -> HttpResponse:
    """The list."""
    seen = seen_register.one(request, name)
    if seen is None:
        return refusals.unknown(request)
    found = imports.of(name, MOST)
    given = {
        "area": "floor",
        "seen": seen,
        "simulated": any(made.simulated for made in found),
        "rows": [(made, [(word, count) for word, count in made.counts.items() if count]) for made in found],
        "leads_to_tasks": name == "督查任务",
    }
    return render(request, "floor/register_imports.html", given)
