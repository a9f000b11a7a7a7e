"""A matter as a 交办单 for print: what is given to whom, until when and by what rule; only what the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.floor import before, letters
from yunhe.server.pages.page import Who

PATH = "matter/<str:number>/order/"
WHO = Who.SEATED


def show(request: HttpRequest, number: str) -> HttpResponse:
    """The sheet."""
    found = before.found(request, number)
    if found is None:
        return refusals.unknown(request)
    return render(request, "floor/order.html", {**before.head(found), **letters.order(found)})
