"""Auditing a report once more, when earlier reports of its area have come since."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.server.reports import auditing, shelf
from yunhe.server.reports.models import Report

PATH = "reports/<str:id>/repeat/"
WHO = Who.READER


def show(request: HttpRequest, id: str) -> HttpResponse:
    """What it would be held against that it was not."""
    report = _own(sitting_of(request), id)
    if report is None:
        return refusals.unknown(request)
    given = {"lacking": auditing.lacking(report), "may": auditing.may_repeat(report)}
    return render(request, "reading/repeat.html", {"area": "reading", "report": report, **given})


def act(request: HttpRequest, id: str) -> HttpResponse:
    """Queue it."""
    report = _own(sitting_of(request), id)
    if report is None:
        return refusals.unknown(request)
    if not auditing.may_repeat(report):
        return show(request, id)
    auditing.repeat(report)
    return redirect("reading.progress", id=report.pk)


def _own(sitting: Sitting, id: str) -> Report | None:
    report = shelf.find(sitting, id)
    return report if report and report.is_done and shelf.may_remove(sitting, report) else None
