"""A period of a dataset: what lies in it, which levels have approved it; handed in, approved, taken back."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yunhe.definitions.raw import FieldRefusal
from yunhe.errors import YunheError
from yunhe.observations.approval import APPROVED, SUBMITTED, UNAPPROVED, Approval, Dataset, Level, subject_of
from yunhe.observations.period import Period, period_of
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.observations import approving, periods, saying, versions
from yunhe.server.observations.approving import Question
from yunhe.server.observations.keeping import By
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import approval
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.types import Event

PATH = "period/<str:dataset>/<str:period>/"
WHO = Who.SEATED
LONGEST = 500


class Asked(NamedTuple):
    """What the address names."""

    rules: Approval
    dataset: Dataset
    period: Period

    def question(self, level: Level) -> Question:
        """The decision at a level."""
        return Question(self.rules, self.dataset, self.period, level)


def show(request: HttpRequest, dataset: str, period: str) -> HttpResponse:
    """Where it stands."""
    asked = _asked(dataset, period)
    return refusals.unknown(request) if asked is None else _page(request, asked)


def act(request: HttpRequest, dataset: str, period: str) -> HttpResponse:
    """Decide at the level that the form names, in the post of that level; a refusal keeps what was typed."""
    asked = _asked(dataset, period)
    if asked is None:
        return refusals.unknown(request)
    try:
        standing = _decided(asked, sitting_of(request), request)
    except YunheError as error:
        return _page(request, asked, str(error), 422)
    messages.success(request, saying.standing_line(standing))
    return redirect("floor.period", dataset=asked.dataset.name, period=asked.period.text)


def _asked(dataset: str, period: str) -> Asked | None:
    """What is asked for, under its one name; None where there is no such dataset or period."""
    rules = approval.rules()
    if rules is None or dataset not in rules.datasets:
        return None
    try:
        found = period_of(period[:30])
    except FieldRefusal:
        return None
    return Asked(rules, rules.datasets[dataset], found) if found.text == period else None


def _decided(asked: Asked, sitting: Sitting, request: HttpRequest) -> periods.Standing:
    level = next((one for one in asked.rules.levels if one.name == request.POST.get("level")), None)
    seat = sitting.seat(asked.rules.post_of(level, asked.dataset)) if level else None
    if level is None or seat is None:
        raise StoreError(asked.dataset.name, "这一级不由你的岗位定", "由写明的岗位来做")
    by = By(seat.post, seat.person, sitting.at, True, seat.of)
    if request.POST.get("do") == "unapprove":
        return approving.unapprove(asked.question(level), request.POST.get("reason", "")[:LONGEST], by)
    return approving.approve(asked.question(level), by)


def _deed(event: Event) -> str:
    return {SUBMITTED: _("报送"), APPROVED: _("审定"), UNAPPROVED: _("撤销审定")}[event.kind]


def _page(request: HttpRequest, asked: Asked, refused: str = "", status: int = 200) -> HttpResponse:
    standing = periods.find(subject_of(asked.dataset.name, asked.period.text))
    members = standing.indicators if standing and standing.levels else asked.question(asked.rules.levels[0]).members
    figures = approving.figures_of(asked.period, members)
    posts = [seat.post for seat in sitting_of(request).seats]
    given = {
        "area": "floor",
        "simulated": bool(figures.simulated),
        "asked": asked,
        "about": approval.described(asked.rules, asked.dataset),
        "standing": standing if standing and standing.levels else None,
        "figures": figures,
        "steps": approval.steps(asked.rules, asked.dataset, standing, posts),
        "decisions": [(_deed(event), event) for event in chain.read(standing.subject)] if standing else [],
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "observed": {row[0] for row in versions.kept_of()},
        "members": [(approval.named(id), id) for id in members or ()],
        "title": _("%(dataset)s · %(period)s") % {"dataset": asked.dataset.name, "period": asked.period.text},
    }
    return render(request, "floor/period.html", given, status=status)
