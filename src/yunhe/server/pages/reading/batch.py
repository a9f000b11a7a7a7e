"""Files handed in together: how far each is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import batches

PATH = "reports/batch/<str:id>/"
WHO = Who.READER


def show(request: HttpRequest, id: str) -> HttpResponse:
    """Each file with its progress; the page follows by itself."""
    sitting = sitting_of(request)
    batch = batches.find(sitting, id)
    if batch is None:
        return refusals.unknown(request)
    given = {"area": "reading", "batch": batch, "standing": batches.standing(sitting, batch)}
    return render(request, "reading/batch.html", given)
