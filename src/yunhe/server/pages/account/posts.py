"""Who holds which post: appointed, deputised, relieved, and slips struck, by who may (任免), never for themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from yunhe.errors import YunheError
from yunhe.server.access import held, holding
from yunhe.server.accounts import people
from yunhe.server.errors import StoreError
from yunhe.server.pages.account.terms import term_of
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.types import Event

PATH = "account/posts/"
WHO = Who.SECURITY
LONGEST = 500


def show(request: HttpRequest) -> HttpResponse:
    """All holdings of this instant, searched by post or 工号."""
    return _list(request, {})


def act(request: HttpRequest) -> HttpResponse:
    """One thing recorded; a refusal keeps what was typed."""
    try:
        event = _recorded(sitting_of(request), request.POST.dict())
    except YunheError as error:
        return _list(request, {"error": str(error), "given": request.POST}, 422)
    messages.success(request, f"{event.body['do']}：{event.subject.partition(':')[2]}")
    return redirect("account.posts")


def _recorded(sitting: Sitting, given: dict[str, str]) -> Event:
    seat = sitting.seat_that_may(people.POWER)
    assert seat is not None  # WHO asks for it
    officer, access = holding.Officer(seat.post, sitting.person, sitting.at), here().access
    post, who = given.get("post", "").strip(), given.get("who", "").strip()
    match given.get("do", ""):
        case "appoint":
            return holding.appoint(access, officer, post, who, term_of(given, sitting.at))
        case "deputise":
            return holding.deputise(access, officer, post, who, given.get("of", "").strip(), term_of(given, sitting.at))
        case "end":
            return holding.end(access, officer, post, who, sitting.at, given.get("because", ""))
        case "strike":
            number = given.get("number", "")
            known = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
            return holding.strike(access, officer, post, known, given.get("because", ""))
        case other:
            raise StoreError(other[:20], "没有这个动作", "从页面上的按钮来办")


def _list(request: HttpRequest, more: dict[str, Any], status: int = 200) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()[:100]
    found = [each for each in held.at(sitting_of(request).at) if wanted in each.post or wanted == each.person]
    units = sorted(here().access.units)
    given = {"rows": found[:LONGEST], "count": len(found), "query_of_posts": wanted, "units": units, **more}
    return render(request, "account/posts.html", given, status=status)
