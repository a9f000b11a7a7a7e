"""The accounts of staff: made, stopped, given a new first password, freed of a lost second factor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.access import held
from yunhe.server.access.reader import Seat
from yunhe.server.accounts import people
from yunhe.server.accounts.models import Account
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "account/people/"
WHO = Who.SECURITY
LONGEST = 500


def show(request: HttpRequest) -> HttpResponse:
    """All accounts, searched by 工号 or name."""
    return _list(request, {})


def act(request: HttpRequest) -> HttpResponse:
    """One thing done with one account."""
    seat = sitting_of(request).seat_that_may(people.POWER)
    assert seat is not None  # WHO asks for it
    username, name = request.POST.get("username", "").strip(), request.POST.get("name", "").strip()
    try:
        return _list(request, _done(seat, request.POST.get("do", ""), username, name))
    except YunheError as error:
        return _list(request, {"error": str(error), "given": request.POST}, 422)


def _done(seat: Seat, what: str, username: str, name: str) -> dict[str, Any]:
    """What the page says afterwards; a first password is said this once."""
    if what == people.MADE:
        return {"word": people.make(seat, username, name), "whose": username}
    if what == people.RESET:
        return {"word": people.reset(seat, username), "whose": username}
    acts = {people.STOPPED: people.stop, people.STARTED: people.start, people.UNLOCKED: people.unlock}
    if what not in acts:
        return {"error": _("没有这个动作")}
    acts[what](seat, username)
    return {"said": f"{people.WORDS[what]}：{username}"}


def _list(request: HttpRequest, more: dict[str, Any], status: int = 200) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()[:60]
    found = Account.objects.filter(is_public=False).order_by("username")
    if wanted:
        found = found.filter(username__contains=wanted) | found.filter(name__contains=wanted)
    holdings: dict[str, list[str]] = {}
    for each in held.at(sitting_of(request).at):
        holdings.setdefault(each.person, []).append(each.post)
    rows = [(account, holdings.get(account.username, [])) for account in found[:LONGEST]]
    given = {"rows": rows, "query_of_people": wanted, **more}
    return render(request, "account/people.html", given, status=status)
