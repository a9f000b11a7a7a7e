"""A change of a mechanism by form: limits, owners, wording, state by state; what comes of it is a draft to look at."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from yunhe.mechanisms.proposing import COUNTER, FIELDS, HEAD, LONGEST_WORDS, Point, said
from yunhe.server.pages import refusals
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.proposals import drafting, finding
from yunhe.server.proposals.basis import Basis, basis_of
from yunhe.server.proposals.drafting import Typed, WrongError
from yunhe.server.proposals.models import Proposal

PATH = "mechanism/<str:key>/propose/"
WHO = Who.SEATED
LINES = 18  # letters beyond which wording gets a field of several lines
AHEAD = timedelta(days=14)


class Asked(NamedTuple):
    """A point in the form: what is typed, what is wrong with it."""

    point: Point
    typed: str
    problem: str

    @property
    def is_long(self) -> bool:
        """Whether it wants several lines."""
        return self.point.kind == "words" and len(self.typed) > LINES

    @property
    def is_changed(self) -> bool:
        """Whether something else is typed than what stands there."""
        return self.typed not in (self.point.now, self.point.said)


class Group(NamedTuple):
    """The points of a state, or of what stands outside the states."""

    name: str
    asked: list[Asked]

    @property
    def is_folded(self) -> bool:
        """Whether it is long and nothing in it is touched."""
        is_long = self.name in (COUNTER, FIELDS, HEAD)
        return is_long and not any(one.problem or one.is_changed for one in self.asked)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The form, filled with what holds, or with a draft of one's own."""
    basis = _basis(request, key)
    if basis is None:
        return refusals.unknown(request)
    return _form(request, basis, _as_drafted(request, key) or _fresh(sitting_of(request).at), {})


def act(request: HttpRequest, key: str) -> HttpResponse:
    """Make the draft; what is wrong is said at its field, and all that was typed stays."""
    basis, sitting = _basis(request, key), sitting_of(request)
    seat = finding.may_propose(sitting.seats, here().office.library, key)
    if basis is None or seat is None:
        return refusals.unknown(request)
    typed = _typed(request, basis)
    try:
        made = drafting.made(basis, typed, drafting.today(sitting.at))
        kept = drafting.keep(basis, made, typed, seat, sitting.at)
    except WrongError as wrong:
        return _form(request, basis, typed, wrong.problems, 422)
    return redirect("floor.proposal", id=kept.pk)


def _basis(request: HttpRequest, key: str) -> Basis | None:
    """What it starts from; None where there is no such mechanism, or who asks has nothing to do with it."""
    library = here().office.library
    if finding.may_propose(sitting_of(request).seats, library, key) is None:
        return None
    return basis_of(here().folder, here().district, library, key)


def _typed(request: HttpRequest, basis: Basis) -> Typed:
    most = LONGEST_WORDS * 2
    values = {key: request.POST[key][:most] for key in basis.points if key in request.POST}
    since, reason, basis_typed = (request.POST.get(name, "")[:most] for name in ("since", "reason", "basis"))
    return Typed(values, since, reason, basis_typed)


def _fresh(at: datetime) -> Typed:
    """Nothing typed yet; the day is the first of a month, far enough away."""
    ahead = drafting.today(at) + AHEAD
    first = ahead if ahead.day == 1 else (ahead.replace(day=1) + timedelta(days=32)).replace(day=1)
    return Typed({}, first.isoformat(), "", "")


def _as_drafted(request: HttpRequest, key: str) -> Typed | None:
    """What was typed for a proposal of one's own, to go on from there."""
    person = sitting_of(request).person
    found = Proposal.objects.filter(pk=request.GET.get("from", "")[:16], mechanism=key, proposer=person).first()
    if found is None:
        return None
    values = {change["key"]: said(change["kind"], change["value"]) for change in found.changes}
    return Typed(values, found.since.isoformat(), found.reason, found.basis)


def _form(
    request: HttpRequest, basis: Basis, typed: Typed, problems: dict[str, str], status: int = 200
) -> HttpResponse:
    asked = list(_asked(basis, typed, problems))
    given: dict[str, Any] = {
        "area": "floor",
        "basis": basis,
        "mechanism": basis.mechanism,
        "groups": [Group(name, list(each)) for name, each in groupby(asked, key=lambda one: one.point.group)],
        "typed": typed,
        "problems": problems,
        "whole": problems.get("", ""),
        "posts": sorted({point.now for point in basis.points.values() if point.kind == "owner"}),
        "longest": LONGEST_WORDS,
    }
    return render(request, "floor/propose.html", given, status=status)


def _asked(basis: Basis, typed: Typed, problems: dict[str, str]) -> Iterator[Asked]:
    for key, point in basis.points.items():
        yield Asked(point, typed.values.get(key, point.said), problems.get(key, ""))
