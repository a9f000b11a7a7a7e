"""The areas with reports on the shelf."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.histories.asking import areas
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "area/"
WHO = Who.READER


def show(request: HttpRequest) -> HttpResponse:
    """Each with its years."""
    return render(request, "reading/areas.html", {"area": "reading", "areas": list(areas(sitting_of(request)))})
