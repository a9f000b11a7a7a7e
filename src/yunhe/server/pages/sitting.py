"""Who asks: a person with all the posts they hold at this instant, a resident, or nobody.

`sitting_of(request)` is worked out once a request, only when asked for: a post taken away counts from the next click.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from asgiref.sync import iscoroutinefunction
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from yunhe.access.scope import Scope, simulated_only
from yunhe.definitions.stores import SHARED
from yunhe.server import installation
from yunhe.server.access import held
from yunhe.server.access.reader import Seat, seat_of
from yunhe.server.accounts import sessions
from yunhe.server.clock import now
from yunhe.server.errors import StoreError
from yunhe.server.pages.here import here


@dataclass(frozen=True)
class Sitting:
    """`person` is the 工号, empty for residents and strangers; `seats` all posts held, own ones first."""

    person: str = ""
    is_public: bool = False
    account: int | None = None
    at: datetime = field(default_factory=now)
    refused: str = ""
    seats: tuple[Seat, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether somebody is logged in."""
        return self.account is not None

    @cached_property
    def scope(self) -> Scope:
        """What the posts show together; each grant keeps to its own fields."""
        return Scope(tuple(grant for seat in self.seats for grant in seat.scope.grants))

    @property
    def is_at_own_desk(self) -> bool:
        """Whether the site is a desk of one's own, where the reading room needs no account."""
        return not installation.is_server(os.environ)

    @property
    def sight(self) -> Scope:
        """What is shown where nobody need log in: what the posts show; at a desk of one's own, what is simulated."""
        if self.seats or not self.is_at_own_desk:
            return self.scope
        return simulated_only(here().district.stores or (SHARED,))

    def seat(self, post: str) -> Seat | None:
        """The seat in a post."""
        return next((seat for seat in self.seats if seat.post == post), None)

    def seat_that_may(self, power: str, store: str = "") -> Seat | None:
        """A seat with a power."""
        return next((seat for seat in self.seats if seat.may(power, store)), None)


def sitting_of(request: HttpRequest) -> Sitting:
    """Who asks."""
    found = getattr(request, "_sitting", None)
    if found is None:
        found = _sitting(request)
        cast(Any, request)._sitting = found
    return cast(Sitting, found)


def _sitting(request: HttpRequest) -> Sitting:
    account, at = request.user, now()
    if not account.is_authenticated:
        return Sitting()
    if sessions.has_ended(request, at):
        logout(request)
        return Sitting()
    person = account.person
    if not person:
        return Sitting(is_public=True, account=account.pk, at=at)
    try:
        seats = tuple(_seats(person, at))
    except StoreError as error:  # posts that must not meet in one person: none of them counts
        return Sitting(person, account=account.pk, at=at, refused=str(error))
    return Sitting(person, account=account.pk, at=at, seats=seats)


def _seats(person: str, at: datetime) -> Iterator[Seat]:
    holdings = sorted((each for each in held.of_person(person) if each.holds_at(at)), key=lambda each: bool(each.of))
    for post in dict.fromkeys(holding.post for holding in holdings):
        yield seat_of(here().access, post, person, at)


@sync_and_async_middleware
def sitting(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """The middleware: nothing personal is kept by the browser or a proxy."""
    if iscoroutinefunction(get_response):

        async def streamed(request: HttpRequest) -> HttpResponseBase:
            return _private(request, await get_response(request))

        return streamed

    return lambda request: _private(request, get_response(request))


def _private(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    found: Sitting | None = getattr(request, "_sitting", None)
    if found is not None and found.is_known:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
