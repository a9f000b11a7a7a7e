"""The inspector of a figure: what was read, why, and the same indicator through the area's other reports."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.reading.opened import inspector_of_figure
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import shelf

PATH = "reports/<str:id>/figure/<int:start>/"
WHO = Who.READER


def show(request: HttpRequest, id: str, start: int) -> HttpResponse:
    """The fragment; opened as a page it leads to the figure in its report."""
    report = shelf.find(sitting_of(request), id)
    found = inspector_of_figure(request, report, start) if report and report.is_done else {}
    if report is None or not found:
        return refusals.unknown(request)
    if "HX-Request" not in request.headers:
        return HttpResponseRedirect(f"/reports/{report.pk}/?figure={start}#figure-{start}")
    return render(request, "reading/inspector_figure.html", found)
