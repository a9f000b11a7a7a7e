"""All units and subdistricts, in the order of their list, with what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages.floor.links import by_light, to
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.statistics import board
from yunhe.server.statistics.tally import LIGHTS

PATH = "units/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """The list, kind by kind."""
    sitting, units = sitting_of(request), here().access.units
    standing = board.standing(sitting.scope, sitting.at)
    numbers = {line.name: line for line in board.lines(standing, "unit")}
    kinds: dict[str, list[tuple[board.Line, str, list[tuple[str, int, str]]]]] = {}
    for unit in units.values():
        line = numbers.get(unit.name) or board.Line(unit.name, (0,) * len(LIGHTS))
        kinds.setdefault(unit.kind, []).append((line, to("unit", unit.name), by_light(line.numbers, unit=unit.name)))
    given = {
        "area": "floor",
        "at": standing.at,
        "simulated": standing.simulated,
        "kinds": kinds.items(),
        "subdistricts": [(name, to("subdistrict", code)) for code, name in here().district.subdistricts.items()],
    }
    return render(request, "floor/units.html", given)
