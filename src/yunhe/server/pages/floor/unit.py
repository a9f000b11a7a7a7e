"""A unit: its posts, and what waits for it, by mechanism and post, within the scope of whoever asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.access.posts import unit_of
from yunhe.mechanisms.mechanism import OUTSIDE
from yunhe.server.pages import refusals
from yunhe.server.pages.floor.links import by_light, to
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.statistics import board
from yunhe.server.statistics.tally import LIGHTS

PATH = "unit/<str:name>/"
WHO = Who.SEATED


def show(request: HttpRequest, name: str) -> HttpResponse:
    """The unit of this name or code."""
    units = here().access.units
    unit = units.get(name) or next((one for one in units.values() if one.code == name), None)
    if unit is None:
        return refusals.unknown(request)
    sitting = sitting_of(request)
    standing = board.of_unit(board.standing(sitting.scope, sitting.at), unit.name)
    posts = board.lines(standing, "post", _posts(unit.name))
    given = {
        "area": "floor",
        "unit": unit,
        "subdistrict": here().district.subdistrict(unit.name),
        "at": standing.at,
        "simulated": standing.simulated,
        "lights": by_light(tuple(standing.where(mark=light).total for light in LIGHTS), unit=unit.name),
        "mechanisms": [
            (line, to("mechanism", line.name), by_light(line.numbers, unit=unit.name, mechanism=line.name))
            for line in board.lines(standing, "mechanism")
        ],
        "posts": [(line, "", by_light(line.numbers, whose=line.name)) for line in posts],
        "defined": [(post, loops) for post, loops in _posts(unit.name).items()],
        "held": board.held(unit.name, sitting.at),
    }
    return render(request, "floor/unit.html", given)


def _posts(unit: str) -> dict[str, list[str]]:
    """The posts of a unit that definitions name, each with the mechanisms in which it has a state."""
    found: dict[str, list[str]] = {}
    for mechanism in here().office.library.current():
        for stage in mechanism.stages.values():
            if stage.owner and stage.owner not in OUTSIDE and "." in stage.owner and unit_of(stage.owner) == unit:
                loops = found.setdefault(stage.owner, [])
                if mechanism.key not in loops:
                    loops.append(mechanism.key)
    return dict(sorted(found.items()))
