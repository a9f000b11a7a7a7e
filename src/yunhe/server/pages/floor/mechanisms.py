"""All mechanisms of the district, with what of them is open in the scope of whoever asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages.floor.links import by_light, to
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.statistics import board
from yunhe.server.statistics.tally import LIGHTS

PATH = "mechanisms/"
WHO = Who.READER


def show(request: HttpRequest) -> HttpResponse:
    """The list."""
    sitting = sitting_of(request)
    standing = board.standing(sitting.scope, sitting.at) if sitting.seats else None
    numbers = {line.name: line for line in board.lines(standing, "mechanism")} if standing else {}
    rows = []
    for mechanism in here().office.library.current():
        line = numbers.get(mechanism.key)
        lights = by_light(line.numbers if line else (0,) * len(LIGHTS), mechanism=mechanism.key) if standing else []
        rows.append((mechanism, to("mechanism", mechanism.key), board.about(mechanism), lights))
    given = {
        "area": "floor",
        "rows": rows,
        "at": standing.at if standing else None,
        "simulated": bool(standing and standing.simulated),
    }
    return render(request, "floor/mechanisms.html", given)
