"""One system that the report names: its sentence, its state, and what lives behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.mechanisms.workdays import CHINA
from yunhe.server.pages import refusals
from yunhe.server.pages.door.behind import behind
from yunhe.server.pages.door.red import red
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "system/<str:id>/"
WHO = Who.ANYBODY


def show(request: HttpRequest, id: str) -> HttpResponse:
    """A page of its own; for htmx the panel alone."""
    row = next((row for row in here().systems if row.id == id), None)
    if row is None:
        return refusals.unknown(request)
    sitting = sitting_of(request)
    today = sitting.at.astimezone(CHINA).date()
    found = behind(here(), row, red(sitting.sight, sitting.at), sitting.sight, today)
    template = "door/behind.html" if request.headers.get("HX-Request") else "door/system.html"
    return render(request, template, {"opened": found, "simulated": found.is_simulated})
