"""The indicators that are observed, with how far back they go; observations name nobody, whoever reads may see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.reading import indicators
from yunhe.server.observations import versions
from yunhe.server.pages.floor.links import to
from yunhe.server.pages.page import Who

PATH = "observations/"
WHO = Who.READER


def show(request: HttpRequest) -> HttpResponse:
    """The list, of one place or of all."""
    places = versions.places_of()
    place = request.GET.get("place", "")
    place = place if place in places else ""
    rows = []
    for key, series, where, first, last, simulated in versions.kept_of(place):
        known = indicators.definition(key)
        link = to("observation", key) + (f"?place={place}" if place else "")
        rows.append((known.name if known else key, link, series, where, first[:4], last[:4], simulated))
    given = {
        "area": "reading",
        "rows": rows,
        "places": places,
        "place": place,
        "simulated": any(row[-1] for row in rows),
    }
    return render(request, "floor/observations.html", given)
