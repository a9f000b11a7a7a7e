"""The front door: the report of the district, each system that it names marked where it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages.page import Who

PATH = ""
WHO = Who.ANYBODY


def show(request: HttpRequest) -> HttpResponse:
    """The report and the systems."""
    return render(request, "door/front.html")
