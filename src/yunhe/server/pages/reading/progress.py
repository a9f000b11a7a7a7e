"""How far one report is: a page for who looks, a stream of server-sent events for the page."""

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import following, shelf
from yunhe.server.reports.models import Report

PATH = "reports/<str:id>/progress/"
WHO = Who.READER
STREAM = "text/event-stream"


async def show(request: HttpRequest, id: str) -> HttpResponseBase:
    """The stream when it is asked for by `Accept`; else the page, which leads on when the report is read."""
    report = await sync_to_async(lambda: shelf.find(sitting_of(request), id))()
    if report is None:
        return await sync_to_async(refusals.unknown)(request)
    if STREAM in request.headers.get("Accept", ""):
        return following.response(lambda: list(Report.objects.filter(pk=report.pk)))
    return await sync_to_async(_page)(request, report)


def _page(request: HttpRequest, report: Report) -> HttpResponseBase:
    if report.is_done:
        return HttpResponseRedirect(f"/reports/{report.pk}/")
    may_remove = shelf.may_remove(sitting_of(request), report)
    return render(request, "reading/progress.html", {"area": "reading", "report": report, "may_remove": may_remove})
