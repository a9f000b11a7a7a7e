"""The matters of a resident's account."""

from django.http import HttpRequest, HttpResponse

from yunhe.server.clock import now
from yunhe.server.counter import following
from yunhe.server.pages.counter import proofs
from yunhe.server.pages.counter.showing import page
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "counter/mine/"
WHO = Who.RESIDENT


def show(request: HttpRequest) -> HttpResponse:
    """The list, the newest first."""
    account = proofs.resident(request)
    found = following.of_account(here().office, account, now()) if account is not None else []
    return page(request, "counter/mine.html", found=found)
