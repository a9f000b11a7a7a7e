"""Somebody to stand in for me: in which of my posts, from when to when, by what leave."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.access import holding
from yunhe.server.pages.account.terms import term_of
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "account/deputy/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """The form."""
    return _form(request, {})


def act(request: HttpRequest) -> HttpResponse:
    """Record the deputy; a refusal keeps what was typed."""
    sitting = sitting_of(request)
    seat = sitting.seat(request.POST.get("post", ""))
    try:
        if seat is None or seat.of:
            return _form(request, {"error": _("选自己的一个岗位")}, 422)
        officer = holding.Officer(seat.post, sitting.person, sitting.at)
        term = term_of(request.POST.dict(), sitting.at)
        holding.deputise(here().access, officer, seat.post, request.POST.get("who", ""), sitting.person, term)
    except YunheError as error:
        return _form(request, {"error": str(error)}, 422)
    messages.success(request, _("已登记：%s 代理 %s") % (request.POST["who"], seat.post))
    return redirect("account.home")


def _form(request: HttpRequest, more: dict[str, Any], status: int = 200) -> HttpResponse:
    posts = [seat.post for seat in sitting_of(request).seats if not seat.of]
    given = {"posts": posts, "given": request.POST, **more}
    return render(request, "account/deputy.html", given, status=status)
