"""Which kind of tasks a page is about: the first one, or the one that the address names."""

from django.http import HttpRequest

from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.matters.work import Office
from yunhe.server.pages.here import here
from yunhe.server.tasks import board

USUAL = "督查督办"


def all_of(office: Office) -> list[Mechanism]:
    """Every kind of tasks, the usual one first."""
    return sorted(board.kinds(office), key=lambda one: (one.key != USUAL, one.key))


def chosen(request: HttpRequest) -> Mechanism | None:
    """The kind that is asked for; None when there is no such one."""
    asked = request.GET.get("mechanism") or request.POST.get("mechanism") or ""
    found = all_of(here().office)
    return next((one for one in found if one.key == asked or not asked), None)
