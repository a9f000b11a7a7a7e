"""One step of a matter: its form made from the definition, and doing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.errors import ConflictError
from yunhe.server.floor import filled, handing, matter, steps, timeline
from yunhe.server.floor.matter import Choice, Standing
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import before, boxes
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "matter/<str:number>/do/<str:name>/"
WHO = Who.SEATED
LONGEST_NAME = 60


def show(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The form."""
    found, choice = _choice(request, number, name)
    if found is None:
        return refusals.unknown(request)
    if choice is None:
        return _gone(request, found, name)
    made = boxes.boxes(choice.offer, found.now)
    return _form(request, found, choice, made)


def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do it; what is not in order comes back with what was typed."""
    found, choice = _choice(request, number, name)
    if found is None:
        return refusals.unknown(request)
    if choice is None:
        return _gone(request, found, name)
    got = filled.read(choice.offer, request.POST, request.FILES, here().access.units, found.now)
    if got.problems:
        return _again(request, found, choice, got)
    done = HttpResponseRedirect(reverse("floor.matter", args=[number]))
    try:
        _do(request, found, choice, got)
    except handing.HandedInError:
        messages.info(request, _("这张表单已经交过，只算一次"))
        return done
    except steps.MovedError as moved:
        return _again(request, found, choice, got, since=timeline.entries(moved.since))
    except ConflictError:
        return _again(request, found, choice, got, since=timeline.entries(found.events[-1:]))
    except YunheError as error:
        return _again(request, found, choice, got, refused=str(error))
    messages.success(request, _("已办：%s") % name)
    return done


def _do(request: HttpRequest, found: Standing, choice: Choice, got: filled.Filled) -> None:
    filled.keep_files(got, found.mechanism)
    doing = got.put_into(steps.act_of(choice, found.at))
    token = request.POST.get("token", "")
    steps.do(
        here().office, choice.seat, found.situation.subject, doing,
        token=token, last=_last(request),
    )  # fmt: skip


def _choice(request: HttpRequest, number: str, name: str) -> tuple[Standing | None, Choice | None]:
    found = before.found(request, number)
    if found is None or len(name) > LONGEST_NAME:
        return None, None
    post = request.GET.get("as") or request.POST.get("as") or ""
    return found, matter.choice(found, sitting_of(request).seats, name, post)


def _gone(request: HttpRequest, found: Standing, name: str) -> HttpResponse:
    """The state has no such step any more: what happened, and what was typed, to be taken along."""
    if handing.was_handed_in(request.POST.get("token", "")):
        messages.info(request, _("这张表单已经交过，只算一次"))
        return HttpResponseRedirect(reverse("floor.matter", args=[found.situation.subject]))
    typed = [
        (key.removeprefix(filled.PREFIX), "、".join(map(str, request.POST.getlist(key))))
        for key in request.POST
        if key.startswith(filled.PREFIX) and request.POST.get(key)
    ]
    since = [event for event in found.events if event.number > _last(request)] if request.method == "POST" else []
    given = {**before.head(found), "name": name, "typed": typed, "since": timeline.entries(since)}
    return render(request, "floor/step_gone.html", given, status=409 if request.method == "POST" else 404)


def _last(request: HttpRequest) -> int:
    """The number of the last event that the form knew of."""
    last = request.POST.get("last", "")
    return int(last) if last.isascii() and last.isdecimal() and len(last) < 9 else 0


def _again(request: HttpRequest, found: Standing, choice: Choice, got: filled.Filled, **more: Any) -> HttpResponse:
    """The form with what was typed, what is wrong, and what has happened meanwhile."""
    kept = filled.keep_for_next_time(got, found.mechanism)
    made = boxes.boxes(choice.offer, found.now, request.POST, got.problems, kept)
    return _form(request, found, choice, made, status=409 if "since" in more else 422, **more)


def _form(
    request: HttpRequest, found: Standing, choice: Choice, made: list[boxes.Box], status: int = 200, **more: Any
) -> HttpResponse:
    needed = len(choice.offer.inputs)
    given = {
        **before.head(found), **boxes.units(), **more,
        "choice": choice, "offer": choice.offer, "boxes": made[:needed], "extra": made[needed:],
        "open_extra": any(box.problem or box.value or box.picked for box in made[needed:]),
        "problems": boxes.problems_of(made), "token": handing.token(), "last": found.situation.number,
        "check": reverse("floor.check", args=[found.situation.subject, choice.offer.name]),
        "target": reverse("floor.step", args=[found.situation.subject, choice.offer.name]),
        "posts": sorted({f"{stage.owner}" for stage in found.mechanism.stages.values() if "." in stage.owner}),
    }  # fmt: skip
    alone = request.headers.get("HX-Request") == "true"
    return render(request, "floor/step_form.html" if alone else "floor/step.html", given, status=status)
