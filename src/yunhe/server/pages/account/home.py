"""My account: who I am, which posts I hold and until when, how I log in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.access import held
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "account/"
WHO = Who.KNOWN


def show(request: HttpRequest) -> HttpResponse:
    """Posts, deputies, what may be changed."""
    sitting = sitting_of(request)
    own = [each for each in held.of_person(sitting.person) if each.until is None or each.until > sitting.at]
    deputies = [
        other
        for each in own
        if not each.of
        for other in held.of_post(each.post)
        if other.of == sitting.person and (other.until is None or other.until > sitting.at)
    ]
    may = {who.name.lower(): who.admits(sitting) for who in (Who.SYSTEM, Who.SECURITY, Who.AUDIT)}
    return render(request, "account/home.html", {"own": own, "deputies": deputies, "may": may})
