"""The same step in many matters: what can be done in several at once, and doing it, each in its own transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from yunhe.access.scope import Scope
from yunhe.errors import YunheError
from yunhe.mechanisms.offers import CORRECT, REASON, SPLIT, Offer
from yunhe.server.access import acting
from yunhe.server.access.reader import Seat
from yunhe.server.floor import matter, seen, steps
from yunhe.server.floor.matter import Choice, Standing
from yunhe.server.matters.work import Office

MOST = 50
ONE_BY_ONE = (CORRECT, SPLIT)  # these say what is put otherwise, in each its own


class Together(NamedTuple):
    """A step that some of the chosen matters are open to; `needs_reason` where one is asked for."""

    name: str
    numbers: tuple[str, ...]
    needs_reason: bool
    is_flow: bool


class Outcome(NamedTuple):
    """What came of it in one matter: the state where it then stands, or why it was refused."""

    number: str
    state: str = ""
    refused: str = ""


def standings(office: Office, scope: Scope, numbers: Sequence[str], at: datetime) -> list[Standing]:
    """Those of the chosen matters that a scope shows."""
    found = (_standing(office, scope, number, at) for number in dict.fromkeys(numbers[:MOST]))
    return [each for each in found if each is not None]


def _standing(office: Office, scope: Scope, number: str, at: datetime) -> Standing | None:
    """None too for one whose definition cannot be read any more: it is worked on its own page, which says so."""
    try:
        return matter.standing(office, scope, number, at)
    except YunheError:
        return None


def steps_of(found: Iterable[Standing], seats: Sequence[Seat]) -> list[Together]:
    """The steps that ask for nothing, or for a reason alone, those of most matters first."""
    made: dict[str, list[tuple[str, Choice]]] = {}
    for standing in found:
        for choice in matter.choices(standing, seats):
            if choice.is_open and not choice.for_applicant and _is_simple(choice.offer):
                made.setdefault(choice.offer.name, []).append((standing.situation.subject, choice))
    together = [_together(name, chosen) for name, chosen in made.items()]
    return sorted(together, key=lambda one: (one.is_flow, -len(one.numbers), one.name))


def _is_simple(offer: Offer) -> bool:
    return offer.name not in ONE_BY_ONE and all(one.name == REASON or not one.needed for one in offer.inputs)


def _together(name: str, chosen: Sequence[tuple[str, Choice]]) -> Together:
    offers = [choice.offer for _, choice in chosen]
    reason = any(one.name == REASON and one.needed for offer in offers for one in offer.inputs)
    return Together(name, tuple(number for number, _ in chosen), reason, offers[0].is_flow)


def do(office: Office, seats: Sequence[Seat], found: Sequence[Standing], name: str, reason: str) -> list[Outcome]:
    """One after the other; what is refused in one leaves the others alone."""
    return [_do(office, seats, standing, name, reason) for standing in found]


def _do(office: Office, seats: Sequence[Seat], standing: Standing, name: str, reason: str) -> Outcome:
    number = standing.situation.subject
    choice = matter.choice(standing, seats, name)
    if choice is None:
        return Outcome(number, refused=_("“%(state)s”没有“%(name)s”") % {"state": standing.now.state, "name": name})
    if choice.offer.refused is not None:
        return Outcome(number, refused=str(choice.offer.refused))
    asks = any(one.name == REASON for one in choice.offer.inputs)
    act = steps.act_of(choice, standing.at)._replace(given={REASON: reason} if asks and reason else {})
    try:
        after = acting.do_as(office, choice.seat, number, acting.signed(choice.seat, act, standing.situation.store))
    except YunheError as error:
        return Outcome(number, refused=str(error).removeprefix(f"{number}: "))
    seen.keep(choice.seat.person, number, after.number)
    return Outcome(number, after.state)
