"""How pages of the counter are shown: in its area, large where somebody chose so; and the refusal of too many tries."""

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.clock import now
from yunhe.server.counter import tallies
from yunhe.server.counter.asking import Places
from yunhe.server.counter.tallies import Limit
from yunhe.server.pages.here import here

LARGE = "large"  # the cookie that keeps the size of type
LOOKS = Limit("查进度", 30, 900)
LOOKS_AT_ONE = Limit("查一件", 20, 900)
DOES = Limit("办一步", 40, 3600)
DRAFTS = Limit("起草", 120, 3600)
UPLOADS = Limit("上传", 60, 3600)
OPENS = Limit("递交", 30, 3600)
ACCOUNTS = Limit("注册", 10, 3600)


def page(request: HttpRequest, template: str, /, **given: Any) -> HttpResponse:
    """A page of the counter; what it holds is nobody else's."""
    context = {"area": "counter", "large": request.COOKIES.get(LARGE) == "1", **given}
    response = render(request, template, context)
    response.headers["Cache-Control"] = "no-store"
    return response


def too_many(request: HttpRequest, limit: Limit, who: str = "") -> HttpResponse | None:
    """The answer to who tries too often, from where they come or at what they try; None within the limit."""
    seconds = tallies.wait(limit, who or tallies.place(request.META.get("REMOTE_ADDR", "")), now())
    if not seconds:
        return None
    response = page(request, "counter/wait.html", minutes=math.ceil(seconds / 60))
    response.status_code = 429
    response.headers["Retry-After"] = str(seconds)
    return response


def places() -> Places:
    """Units and subdistricts to choose from."""
    return Places(here().access.units, here().district.subdistricts)
