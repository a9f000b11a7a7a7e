"""All answers once more, the notice and the consent; then it is handed in."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.mechanisms.counter import Counter
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.clock import now
from yunhe.server.counter import answers, drafts
from yunhe.server.counter.handing_in import hand_in
from yunhe.server.counter.tallies import Limit
from yunhe.server.matters.saying import said_value
from yunhe.server.matters.work import RefusedError
from yunhe.server.pages import refusals
from yunhe.server.pages.counter import proofs
from yunhe.server.pages.counter.drafting import notice, offered, place_of
from yunhe.server.pages.counter.showing import OPENS, page, places, too_many
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who

PATH = "counter/apply/<str:key>/review/"
WHO = Who.ANYBODY


class Line(NamedTuple):
    """One answer, and where to change it."""

    ask: str
    answer: str
    change: str
    error: str


def show(request: HttpRequest, key: str, problem: str = "") -> HttpResponse:
    """What will be handed in."""
    mechanism = offered(key)
    if mechanism is None or mechanism.counter is None:
        return refusals.unknown(request)
    draft = drafts.find(place_of(request, key), now())
    if not draft:
        return redirect("counter.start", key=key)
    lines = list(_lines(mechanism, mechanism.counter, key, draft["answers"]))
    given = {"mechanism": mechanism, "counter": mechanism.counter, "files": draft.get("files", [])}
    wrong = any(line.error for line in lines)
    return page(
        request, "counter/review.html", lines=lines, wrong=wrong, problem=problem, notice=notice(mechanism), **given
    )


def act(request: HttpRequest, key: str) -> HttpResponseBase:
    """Hand it in; who does so twice gets the one receipt."""
    mechanism = offered(key)
    if mechanism is None or mechanism.counter is None:
        return refusals.unknown(request)
    place, told = place_of(request, key), notice(mechanism)
    draft = drafts.find(place, now())
    if not draft:
        return redirect("counter.receipt")
    every = list(mechanism.counter.questions)
    if answers.problems(mechanism, every, places(), draft["answers"]):
        return redirect("counter.review", key=key)
    if told.sensitive and request.POST.get("agree") != told.version:
        return show(request, key, _("没有勾选同意 → 同意收集敏感个人信息才能递交；不同意的，到窗口办理"))
    refused = _too_many(request, mechanism.counter, key)
    return refused or _handed_in(request, key, told, place)


def _too_many(request: HttpRequest, counter: Counter, key: str) -> HttpResponse | None:
    return too_many(request, OPENS) or too_many(request, Limit(f"递交{key}", counter.per_hour, 3600))


def _handed_in(request: HttpRequest, key: str, told: Any, place: Any) -> HttpResponseBase:
    try:
        made = hand_in(here().office, key, place, told, now(), proofs.resident(request))
    except LookupError:
        return redirect("counter.receipt")
    except RefusedError as error:
        return show(request, key, str(error.refused))
    except YunheError:
        return show(request, key, _("现在办不成，什么也没有递交 → 过一会儿再试，或到窗口办理；填过的还在"))
    proofs.prove(request, made.number)
    return redirect("counter.receipt")


def _lines(mechanism: Mechanism, counter: Counter, key: str, given: dict[str, Any]) -> Iterator[Line]:
    wrong = answers.problems(mechanism, list(counter.questions), places(), given)
    for number, step in enumerate(counter.steps, 1):
        change = reverse("counter.step", args=(key, number)) + "?review"
        for question in step.questions:
            said = said_value(given.get(question.field, "")) or _("（没有填）")
            yield Line(question.ask, said, change, wrong.get(question.field, ""))
