"""The front door: the report of the district, each system that it names marked where it stands."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.mechanisms.workdays import CHINA
from yunhe.server.pages.door.behind import behind
from yunhe.server.pages.door.headlines import headlines
from yunhe.server.pages.door.red import red
from yunhe.server.pages.door.report_map import paragraphs
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.systems import STATES

PATH = ""
WHO = Who.ANYBODY


def show(request: HttpRequest) -> HttpResponse:
    """The report, the figures, what is red; with `?system=S025` what lives behind that one beside it."""
    place, sitting = here(), sitting_of(request)
    states = Counter(row.state for row in place.systems)
    known = {row.id: row for row in place.systems}
    chosen = known.get(request.GET.get("system", ""))
    now = red(sitting.sight, sitting.at)
    today = sitting.at.astimezone(CHINA).date()
    opened = behind(place, chosen, now, sitting.sight, today) if chosen else None
    figures = list(headlines(place))
    given = {
        "paragraphs": lambda: list(paragraphs(place.report, place.systems)),  # asked for only when it is not at hand
        "states": [(state, states[state]) for state in STATES if states[state]],
        "shown": request.GET.get("state", ""),
        "opened": opened,
        "headlines": figures,
        "red": now,
        "simulated": now.is_simulated or any(figure.simulated for figure in figures),
    }
    return render(request, "door/front.html", given)
