"""Registering a matter: the form of its mechanism, and opening it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.mechanism import APPLICANT, OPENING
from yunhe.mechanisms.offers import opening as asked_at_opening
from yunhe.server.floor import filled, handing, steps
from yunhe.server.office import moment
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import boxes
from yunhe.server.pages.floor.openings import Opening, opening
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "desk/new/<str:key>/"
WHO = Who.SEATED
LONGEST = 40


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The form."""
    found = opening(sitting_of(request), key)
    if found is None:
        return refusals.unknown(request)
    return _form(request, found, boxes.boxes(asked_at_opening(found.mechanism)))


def act(request: HttpRequest, key: str) -> HttpResponse:
    """Open it; what is not in order comes back with what was typed."""
    found = opening(sitting_of(request), key)
    if found is None:
        return refusals.unknown(request)
    got = filled.read(asked_at_opening(found.mechanism), request.POST, request.FILES, here().access.units)
    if got.problems:
        return _again(request, found, got)
    try:
        number = _open(request, found, got)
    except handing.HandedInError as again:
        messages.info(request, _("这张表单已经交过，只算一次"))
        number = again.number
    except YunheError as error:
        return _again(request, found, got, refused=str(error))
    return HttpResponseRedirect(reverse("floor.matter", args=[number]) if number else reverse("floor.desk"))


def _open(request: HttpRequest, found: Opening, got: filled.Filled) -> str:
    filled.keep_files(got, found.mechanism)
    behalf = found.takes_down and request.POST.get("actor") == APPLICANT
    actor, person = (APPLICANT, "") if behalf else (found.seat.post, found.seat.person)
    act = got.put_into(Act(OPENING, actor, sitting_of(request).at, person))
    received = request.POST.get("received", "").strip()
    if received:
        act = act._replace(since=moment(received[:LONGEST]))
    made = steps.open_one(
        here().office, found.seat, found.mechanism, act,
        token=request.POST.get("token", ""), simulated=request.POST.get("simulated") == "1",
    )  # fmt: skip
    messages.success(request, _("已登记：%s") % made.subject)
    return made.subject


def _again(request: HttpRequest, found: Opening, got: filled.Filled, **more: Any) -> HttpResponse:
    kept = filled.keep_for_next_time(got, found.mechanism)
    made = boxes.boxes(asked_at_opening(found.mechanism), None, request.POST, got.problems, kept)
    return _form(request, found, made, 422, **more)


def _form(request: HttpRequest, found: Opening, made: list[boxes.Box], status: int = 200, **more: Any) -> HttpResponse:
    needed = len(asked_at_opening(found.mechanism).inputs)
    given = {
        **boxes.units(), **more,
        "area": "floor", "opening": found, "mechanism": found.mechanism,
        "boxes": made[:needed], "extra": made[needed:], "problems": boxes.problems_of(made),
        "token": handing.token(), "actor": request.POST.get("actor", found.actors[-1]),
        "received": request.POST.get("received", ""), "now": sitting_of(request).at,
        "practice": request.POST.get("simulated") == "1",
    }  # fmt: skip
    return render(request, "floor/opened.html", given, status=status)
