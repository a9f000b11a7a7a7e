"""The receipts of what was deleted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import receipts

PATH = "receipts/"
WHO = Who.READER
MOST = 500


def show(request: HttpRequest) -> HttpResponse:
    """One's own; all of them for the audit."""
    found = receipts.seen_by(sitting_of(request)).order_by("-at")[:MOST]
    return render(request, "reading/receipts.html", {"area": "reading", "receipts": found, "most": MOST})
