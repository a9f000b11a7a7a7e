"""Large type: a switch that stays."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from yunhe.server.pages.counter.showing import LARGE
from yunhe.server.pages.page import Who

PATH = "counter/type/"
WHO = Who.ANYBODY
A_YEAR = 365 * 24 * 3600


def act(request: HttpRequest) -> HttpResponseBase:
    """Large, or as usual; back to where it was asked for."""
    to = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(to if safe else "counter.home")
    size = "1" if request.POST.get("size") == "large" else "0"
    response.set_cookie(LARGE, size, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response
