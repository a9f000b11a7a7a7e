"""A subdistrict: the open matters that have to do with it, by mechanism, and the entries of registers there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.floor.links import by_light, to
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.statistics import board
from yunhe.server.statistics.tally import LIGHTS

PATH = "subdistrict/<str:code>/"
WHO = Who.SEATED


def show(request: HttpRequest, code: str) -> HttpResponse:
    """The subdistrict of this code or name."""
    found = here().district.subdistrict(code)
    if found is None:
        return refusals.unknown(request)
    sitting, name = sitting_of(request), here().district.subdistricts[found]
    standing = board.of_place(sitting.scope, sitting.at, found)
    seen = [
        register.name
        for register in here().registers.values()
        if sitting.scope.classes_of_register(register.name, register.store)
    ]
    given = {
        "area": "floor",
        "code": found,
        "name": name,
        "unit": to("unit", name) if name in here().access.units else "",
        "at": standing.at,
        "simulated": standing.simulated,
        "lights": by_light(tuple(standing.where(mark=light).total for light in LIGHTS), subdistrict=found),
        "mechanisms": [
            (line, to("mechanism", line.name), by_light(line.numbers, subdistrict=found, mechanism=line.name))
            for line in board.lines(standing, "mechanism")
        ],
        "registers": board.entries_there(found, seen),
    }
    return render(request, "floor/subdistrict.html", given)
