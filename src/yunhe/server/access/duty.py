"""What a verb of the command line asks first: who is behind it, in which post, and whether that post may."""

import argparse
from datetime import datetime

from yunhe.access.roles import Access, access_of
from yunhe.access.scope import Scope, simulated_only
from yunhe.definitions.stores import stores_of
from yunhe.server.access.acting import seen
from yunhe.server.access.reader import Seat, seat_of
from yunhe.systems import find_district


def access(given: argparse.Namespace) -> Access:
    """The roles of the district that a verb works in."""
    return access_of(find_district(given.district))


def seat(given: argparse.Namespace, now: datetime) -> Seat | None:
    """The seat that `--as` and `--person` name; None when neither does."""
    if not given.post and not given.person:
        return None
    return seat_of(access(given), given.post, given.person, now)


def required(given: argparse.Namespace, now: datetime, power: str, store: str = "") -> Seat:
    """The seat, whose post has a power: in a store, or at all."""
    return seat_of(access(given), given.post, given.person, now).require(power, store)


def scope(given: argparse.Namespace, found: Seat | None) -> Scope:
    """What is seen from a seat; without one simulated matters only."""
    return found.scope if found else simulated_only(stores_of(find_district(given.district)))


def for_subject(given: argparse.Namespace, now: datetime, subject: str) -> None:
    """Refused unless who asks may know of a subject of the ledger: a matter in scope, all else from a held post."""
    if ":" in subject:
        seat_of(access(given), given.post, given.person, now)
    else:
        seen(seat(given, now), subject)
