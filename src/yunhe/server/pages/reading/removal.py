"""Deleting a report that is one's own: what goes, and the receipt that stays."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.server.reports import removal, shelf
from yunhe.server.reports.models import Report

PATH = "reports/<str:id>/remove/"
WHO = Who.READER


def show(request: HttpRequest, id: str) -> HttpResponse:
    """What would be deleted."""
    report = _own(sitting_of(request), id)
    if report is None:
        return refusals.unknown(request)
    return render(request, "reading/removal.html", {"area": "reading", "report": report})


def act(request: HttpRequest, id: str) -> HttpResponse:
    """Delete it."""
    sitting = sitting_of(request)
    report = _own(sitting, id)
    receipt = removal.remove(report, by(request)) if report else None
    return redirect("reading.receipt", id=receipt.pk) if receipt else refusals.unknown(request)


def _own(sitting: Sitting, id: str) -> Report | None:
    report = shelf.find(sitting, id)
    return report if report and shelf.may_remove(sitting, report) else None


def by(request: HttpRequest) -> str:
    """Who asks, as receipts and remarks name them."""
    account = request.user
    return account.get_username() if account.is_authenticated else _("本机")
