"""A file made of a report, or the report itself as it was handed in."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from yunhe.errors import YunheError
from yunhe.server.pages import refusals
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import offers, shelf
from yunhe.server.reports.models import Report

PATH = "reports/<str:id>/download/<str:what>/"
WHO = Who.READER
ORIGINAL = "original"


def show(request: HttpRequest, id: str, what: str) -> HttpResponseBase:
    """The file, never shown in the browser as a page of this site."""
    report = shelf.find(sitting_of(request), id)
    if report is None:
        return refusals.unknown(request)
    if what == ORIGINAL:
        return _original(request, report)
    offer = offers.of(report).get(what)
    if offer is None:
        return refusals.unknown(request)
    try:
        data = offer.make(report, here().folder)
    except YunheError as error:
        return refusals.refused(request, error)
    return _named(HttpResponse(data, content_type=offer.media), offer.name_for(report))


def _original(request: HttpRequest, report: Report) -> HttpResponseBase:
    """As it came; its type is not told, so that no browser opens it in the name of this site."""
    path = shelf.path_of(report)
    if not path.is_file():
        return refusals.unknown(request)
    name = f"草稿-{report.name}" if report.is_draft else report.name
    return _named(HttpResponse(path.read_bytes(), content_type="application/octet-stream"), name)


def _named(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    from django.utils.http import content_disposition_header

    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
