"""The draft of whoever stands at the counter: found by the token in their cookie."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.privacy import Notice, notice_of
from yunhe.server.clock import now
from yunhe.server.counter import drafts
from yunhe.server.counter.drafts import Place
from yunhe.server.pages.here import here

COOKIE, LONGEST = "draft", 100
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def place_of(request: HttpRequest, what: str) -> Place:
    """Where their draft of something lies; without a token nowhere."""
    return Place(request.COOKIES.get(COOKIE, "")[:LONGEST], what)


def is_token(written: str) -> bool:
    """Whether this is long enough to be one of ours."""
    return bool(_TOKEN.fullmatch(written))


def with_token(response: HttpResponseBase, place: Place) -> HttpResponseBase:
    """The answer that leaves the token with the browser."""
    response.set_cookie(
        COOKIE,
        place.token,
        max_age=int(drafts.LASTS.total_seconds()),
        path="/counter/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def offered(key: str) -> Mechanism | None:
    """The mechanism in force under a key, when there is a counter for it."""
    library = here().office.library
    if key not in library.versions or library.all_of(key)[0].since > now().date():
        return None
    mechanism = here().office.in_force(key, now())
    return mechanism if mechanism.counter else None


def notice(mechanism: Mechanism) -> Notice:
    """What people are told of their data."""
    assert mechanism.counter is not None
    return notice_of(mechanism, mechanism.counter, here().district.stores[mechanism.store])
