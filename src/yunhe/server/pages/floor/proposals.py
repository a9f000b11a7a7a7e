"""The proposals: what waits for a second person, what was decided, one's own drafts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.proposals import finding
from yunhe.server.proposals.deciding import POWER
from yunhe.server.proposals.models import Proposal

PATH = "proposals/"
WHO = Who.SEATED
STATES = Proposal.State


def show(request: HttpRequest) -> HttpResponse:
    """Those that somebody sees, by state."""
    sitting, key = sitting_of(request), request.GET.get("mechanism", "")[:60]
    found = finding.listed(sitting.person, sitting.seats, here().office.library, key)
    groups = [(state.label, [each for each in found if each.state == state]) for state in _order()]
    given = {
        "area": "floor",
        "groups": [(label, rows) for label, rows in groups if rows],
        "key": key,
        "person": sitting.person,
        "may_decide": sitting.scope.may(POWER),
    }
    return render(request, "floor/proposals.html", given)


def _order() -> tuple[Proposal.State, ...]:
    return (STATES.PROPOSED, STATES.DRAFT, STATES.ACCEPTED, STATES.REFUSED, STATES.WITHDRAWN, STATES.OUTDATED)
