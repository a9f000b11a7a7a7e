"""The receipt of a deletion, to keep or to print."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import receipts

PATH = "receipts/<str:id>/"
WHO = Who.READER


def show(request: HttpRequest, id: str) -> HttpResponse:
    """For who owned the report, and for the audit."""
    receipt = receipts.seen_by(sitting_of(request)).filter(pk=id).first()
    if receipt is None:
        return refusals.unknown(request)
    rows = json.loads(receipt.rows)
    return render(request, "reading/receipt.html", {"area": "reading", "receipt": receipt, "rows": receipts.said(rows)})
