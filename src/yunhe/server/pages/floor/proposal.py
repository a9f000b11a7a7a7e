"""A proposal: what changes in words and line by line, whether it holds, who decides, what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.faces.difference import side_by_side
from yunhe.server.access.reader import Seat
from yunhe.server.errors import StoreError
from yunhe.server.pages import refusals
from yunhe.server.pages.here import forget, here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.server.proposals import deciding, drafting, finding, placing
from yunhe.server.proposals.basis import basis_of
from yunhe.server.proposals.deciding import POWER
from yunhe.server.proposals.models import Proposal

PATH = "proposal/<str:id>/"
WHO = Who.SEATED


def show(request: HttpRequest, id: str) -> HttpResponse:
    """All about it, for who sees it."""
    found = _found(request, id)
    return refusals.unknown(request) if found is None else _page(request, found)


def act(request: HttpRequest, id: str) -> HttpResponse:
    """Propose, withdraw, agree, disagree, put in; what does not hold is shown, and nothing is written."""
    found = _found(request, id)
    if found is None:
        return refusals.unknown(request)
    try:
        failures = _done(found, sitting_of(request), request.POST.get("do", ""), request.POST.get("because", "")[:2000])
    except YunheError as error:
        found.refresh_from_db()
        return _page(request, found, refused=str(error), status=422)
    if failures:
        found.refresh_from_db()
        return _page(request, found, failures=failures, status=422)
    messages.success(request, _said(found))
    return redirect("floor.proposal", id=found.pk)


def _said(found: Proposal) -> str:
    """What is so now."""
    if found.state != Proposal.State.ACCEPTED:
        return _("现在：%s") % found.get_state_display()
    is_placed = placing.is_placed(here().folder, found)
    return _("已同意，新版本已放进文件夹") if is_placed else _("已同意，文件还没有放进文件夹")


def _found(request: HttpRequest, id: str) -> Proposal | None:
    sitting = sitting_of(request)
    return finding.find(id[:16], sitting.person, sitting.seats, here().office.library)


def _done(found: Proposal, sitting: Sitting, do: str, because: str) -> list[str]:
    """What was asked for, by the seat that may."""
    folder, at = here().folder, sitting.at
    if do == "propose":
        return deciding.propose(folder, found, _own(found, sitting), at)
    if do == "withdraw":
        deciding.withdraw(found, _own(found, sitting), at)
        return []
    if do == "refuse":
        deciding.refuse(found, _second(found, sitting), because, at)
        return []
    if do == "accept":
        failures = deciding.accept(folder, found, _second(found, sitting), because, at)
        return failures or _put_in(found, sitting)
    if do == "place":
        return _put_in(found, sitting)
    raise StoreError(found.mechanism, "没有这个动作", "刷新后再试")


def _put_in(found: Proposal, sitting: Sitting) -> list[str]:
    """The file comes into the folder where that can be written; the pages read it at once."""
    seat = sitting.seat_that_may(POWER)
    if seat is None:
        raise StoreError(found.mechanism, "这个岗位不能放", "由有“立规”的人来放")
    if placing.can_place(here().folder):
        deciding.put_in(here().folder, found, seat, sitting.at)
        forget()
    return []


def _own(found: Proposal, sitting: Sitting) -> Seat:
    seat = sitting.seat(found.post)
    if seat is None:
        raise StoreError(found.mechanism, f"你已经不在“{found.post}”", "由现在在岗的人另提一份")
    return seat


def _second(found: Proposal, sitting: Sitting) -> Seat:
    seat = deciding.may_decide(found, sitting.seats) or sitting.seat_that_may(POWER)
    if seat is None:
        raise StoreError(found.mechanism, "这个岗位不能定", "由有“立规”的人来定")
    return seat


def _page(
    request: HttpRequest, found: Proposal, *, failures: list[str] | None = None, refused: str = "", status: int = 200
) -> HttpResponse:
    sitting, folder = sitting_of(request), here().folder
    is_own, is_draft = found.proposer == sitting.person, found.state == Proposal.State.DRAFT
    given: dict[str, Any] = {
        "area": "floor",
        "proposal": found,
        "pairs": side_by_side(found.before, found.after),
        "failures": (_failures(found) if is_draft else []) if failures is None else failures,
        "is_proved": failures is not None,
        "refused": refused,
        "is_own": is_own,
        "is_draft": is_draft,
        "is_current": not found.is_open or placing.is_current(folder, found),
        "may_decide": found.state == Proposal.State.PROPOSED and deciding.may_decide(found, sitting.seats) is not None,
        "is_placed": found.state == Proposal.State.ACCEPTED and placing.is_placed(folder, found),
        "can_place": placing.can_place(folder) and sitting.scope.may(POWER),
        "because": request.POST.get("because", ""),
        "history": deciding.history(found),
    }
    return render(request, "floor/proposal.html", given, status=status)


def _failures(found: Proposal) -> list[str]:
    """What does not hold in a draft by itself."""
    basis = basis_of(here().folder, here().district, here().office.library, found.mechanism)
    return drafting.failures(basis, found.after, found.file) if basis else []
