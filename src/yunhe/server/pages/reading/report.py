"""A report's page: its text with figures and findings marked, the outline, the inspector, the findings beside it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.reading.compressing import compressed
from yunhe.server.pages.reading.opened import page_of
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report

PATH = "reports/<str:id>/"
WHO = Who.READER
_LOOK_AGAIN = "3"  # seconds


def show(request: HttpRequest, id: str) -> HttpResponseBase:
    """The page; while the report is still being read, how far that is."""
    report = shelf.find(sitting_of(request), id)
    if report is None:
        return refusals.unknown(request)
    if not report.is_done:
        return _waiting(request, report)
    at = request.GET.get("at", "")
    if at.isascii() and at.isdecimal() and len(at) < 10:
        return _to_sentence(report, int(at))
    return compressed(request, render(request, "reading/report.html", page_of(request, report)), report)


def _to_sentence(report: Report, at: int) -> HttpResponse:
    """To the sentence that stands at an offset: other reports lead here by it."""
    sentence = report.lines.filter(start__lte=at).order_by("-start").first()
    return HttpResponseRedirect(f"/reports/{report.pk}/#s{sentence.number if sentence else 0}")


def _waiting(request: HttpRequest, report: Report) -> HttpResponse:
    answer = render(request, "reading/report_waiting.html", {"area": "reading", "report": report})
    if report.is_waiting:
        answer.headers["Refresh"] = _LOOK_AGAIN
    return answer
