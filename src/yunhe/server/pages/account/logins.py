"""The log of logins, for the audit role."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.accounts import logins
from yunhe.server.pages.account.days import days_of
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "account/logins/"
WHO = Who.AUDIT
LONGEST = 1000


def show(request: HttpRequest) -> HttpResponse:
    """The newest first, of one name where asked."""
    by, days = request.GET.get("by", "").strip()[:60], days_of(request.GET.get("days", ""))
    found = logins.since(sitting_of(request).at - timedelta(days=days), by, LONGEST)
    return render(request, "account/logins.html", {"rows": found, "by": by, "days": days, "longest": LONGEST})
