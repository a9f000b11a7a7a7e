"""How far one report is: a page for who looks, a stream of server-sent events for the page."""

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render

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
    given = {"may_remove": shelf.may_remove(sitting_of(request), report), "may_retry": shelf.may_retry(report)}
    return render(request, "reading/progress.html", {"area": "reading", "report": report, **given})


async def act(request: HttpRequest, id: str) -> HttpResponseBase:
    """Read one again that failed for no fault of its own."""
    return await sync_to_async(_retried)(request, id)


def _retried(request: HttpRequest, id: str) -> HttpResponseBase:
    report = shelf.find(sitting_of(request), id)
    if report is None or not shelf.may_remove(sitting_of(request), report):
        return refusals.unknown(request)
    if shelf.may_retry(report):
        shelf.retry(report)
    return redirect("reading.progress", id=report.pk)
