"""One page of a form: a few questions. What was typed is kept before it is judged, so nothing is lost."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from yunhe.mechanisms.counter import Counter, Step
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.clock import now
from yunhe.server.counter import answers, drafts
from yunhe.server.counter.asking import asked
from yunhe.server.counter.drafts import Place
from yunhe.server.pages import refusals
from yunhe.server.pages.counter.drafting import is_token, offered, place_of, with_token
from yunhe.server.pages.counter.showing import DRAFTS, page, places, too_many
from yunhe.server.pages.page import Who

PATH = "counter/apply/<str:key>/<int:step>/"
WHO = Who.ANYBODY


def show(request: HttpRequest, key: str, step: int) -> HttpResponse:
    """The questions, with what was answered; `?check` with what is wrong."""
    mechanism = offered(key)
    found = _step(mechanism, step)
    if mechanism is None or mechanism.counter is None or found is None:
        return refusals.unknown(request)
    draft = drafts.find(place_of(request, key), now())
    given = draft.get("answers", {})
    check = "check" in request.GET and bool(draft)
    errors = answers.problems(mechanism, found.questions, places(), given) if check else {}
    questions = [
        asked(number, mechanism.fields[question.field], question, places(), given, errors)
        for number, question in enumerate(found.questions, 1)
    ]
    before = reverse("counter.step", args=(key, step - 1)) if step > 1 else reverse("counter.start", args=(key,))
    of = _last(mechanism.counter)
    about = {"mechanism": mechanism, "counter": mechanism.counter, "step": found, "number": step, "of": of}
    return page(request, "counter/step.html", questions=questions, errors=bool(errors), before=before, **about)


def act(request: HttpRequest, key: str, step: int) -> HttpResponseBase:
    """Keep what was typed; on to the next page, or back to this one where something is wrong."""
    mechanism = offered(key)
    found = _step(mechanism, step)
    if mechanism is None or mechanism.counter is None or found is None:
        return refusals.unknown(request)
    place = place_of(request, key)
    draft = drafts.find(place, now())
    refused = None if draft else too_many(request, DRAFTS)
    if refused:
        return refused
    place = place if is_token(place.token) else Place(drafts.new_token(), key)
    fields = [mechanism.fields[question.field] for question in found.questions]
    draft["answers"] = {**draft.get("answers", {}), **answers.sent(request.POST, fields)}
    drafts.put(place, draft, now())
    wrong = answers.problems(mechanism, found.questions, places(), draft["answers"])
    return with_token(redirect(_next(request, mechanism.counter, key, step, bool(wrong))), place)


def _next(request: HttpRequest, counter: Counter, key: str, step: int, wrong: bool) -> str:
    if wrong:
        return reverse("counter.step", args=(key, step)) + "?check"
    if "review" in request.GET:
        return reverse("counter.review", args=(key,))
    if step < len(counter.steps):
        return reverse("counter.step", args=(key, step + 1))
    return reverse("counter.files" if counter.files else "counter.review", args=(key,))


def _step(mechanism: Mechanism | None, step: int) -> Step | None:
    counter = mechanism.counter if mechanism else None
    return counter.steps[step - 1] if counter and 1 <= step <= len(counter.steps) else None


def _last(counter: Counter) -> int:
    """How many pages there are before the review."""
    return len(counter.steps) + bool(counter.files)
