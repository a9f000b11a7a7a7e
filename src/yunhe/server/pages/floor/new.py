"""What somebody may register: the mechanisms that their posts have to do with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages.floor.openings import openings
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "desk/new/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """The list to choose from."""
    found = openings(sitting_of(request))
    return render(request, "floor/new.html", {"area": "floor", "openings": found})
