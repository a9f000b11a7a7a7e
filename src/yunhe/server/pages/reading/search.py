"""Search: every sentence of the shelf that holds the words, newest first; the number of a matter leads to it."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yunhe.server.matters import desk
from yunhe.server.pages.page import Who
from yunhe.server.pages.reading.facets import address, facets_of
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.server.searching.asking import FACETS, LONGEST, MOST, Found, ask

PATH = "search/"
WHO = Who.READER
PAGE = 20
_VALUE = 80
_MATTER = re.compile("[^\\s/]{2,40}-\\d{4}-\\d{6}(?:-\\d{1,4})?")
_YEAR = re.compile("[0-9]{1,4}")


def show(request: HttpRequest) -> HttpResponse:
    """What was found, or what may be searched."""
    query = request.GET.get("q", "")[:LONGEST].strip()
    sitting = sitting_of(request)
    matter = matter_of(query, sitting)
    if matter:
        return HttpResponseRedirect(matter)
    chosen = chosen_of(request)
    found = ask(sitting, query, chosen)
    given = {"area": "reading", "query": query, "found": found, "most": MOST, "has_facets": bool(chosen)}
    return render(request, "reading/search.html", given | _page(request, found, query, chosen))


def _page(request: HttpRequest, found: Found, query: str, chosen: dict[str, str]) -> dict[str, object]:
    pages = Paginator(found.lines, PAGE)
    page = pages.get_page(request.GET.get("page", "")[:6])
    before, after = page.has_previous(), page.has_next()
    return {
        "hits": found.page(page.number, PAGE),
        "facets": list(facets_of(found, query, chosen)) if found.words else [],
        "page": page,
        "previous": address(query, chosen, page.number - 1) if before else "",
        "next": address(query, chosen, page.number + 1) if after else "",
        "widest": address(query, {}),
    }


def chosen_of(request: HttpRequest) -> dict[str, str]:
    """The facets that the address narrows to; a year that is none is left out."""
    given = {name: request.GET.get(name, "")[:_VALUE].strip() for name in FACETS}
    if not _YEAR.fullmatch(given["year"]):
        given["year"] = ""
    return {name: value for name, value in given.items() if value and value.isprintable()}


def matter_of(query: str, sitting: Sitting) -> str:
    """Where a matter of this number stands, when it is one that the sitting may see."""
    if sitting.seats and _MATTER.fullmatch(query) and desk.shows(sitting.scope, query):
        return reverse("floor.matter", args=[query])
    return ""
