"""Which matters a browser has proved to be its own: by number and code, for two hours; or by the account."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from yunhe.server.clock import now
from yunhe.server.counter import codes
from yunhe.server.pages.sitting import sitting_of

KEPT, LASTS = "counter", timedelta(hours=2)


def prove(request: HttpRequest, number: str) -> None:
    """From now on this browser follows a matter; the session gets a new name, so that none is foisted on anybody."""
    request.session.cycle_key()
    request.session[KEPT] = {**request.session.get(KEPT, {}), number: (now() + LASTS).isoformat()}


def follows(request: HttpRequest, number: str) -> bool:
    """Whether this browser may see a matter."""
    until = request.session.get(KEPT, {}).get(number)
    if until and datetime.fromisoformat(until) > now():
        return True
    return codes.is_of(number, resident(request))


def resident(request: HttpRequest) -> int | None:
    """The account of the public that is logged in, if one is."""
    sitting = sitting_of(request)
    return sitting.account if sitting.is_public else None


def forget(request: HttpRequest) -> None:
    """Away with all proofs of this browser."""
    request.session.pop(KEPT, None)
