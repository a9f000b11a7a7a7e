"""A matter as somebody stands before it: what it is now, what has happened, and what each of their posts may do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from yunhe.access.parties import TAKEN_DOWN
from yunhe.access.scope import Facts, Scope
from yunhe.mechanisms.machine import catch_up
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.mechanisms.offers import Offer, offers
from yunhe.mechanisms.situation import Situation, fold
from yunhe.server.access.reader import Seat
from yunhe.server.access.sight import facts_of
from yunhe.server.ledger import chain
from yunhe.server.matters import desk, row
from yunhe.server.matters.work import Office
from yunhe.types import Event


@dataclass(frozen=True)
class Standing:
    """A matter before somebody. `situation` is as it is kept, `now` with what fell due since."""

    office: Office
    mechanism: Mechanism
    situation: Situation
    at: datetime

    @cached_property
    def due(self) -> tuple[Event, ...]:
        """What has fallen due and is not written yet: the next step or the next tick will."""
        return tuple(catch_up(self.mechanism, self.situation, self.at, self.office.calendar))

    @cached_property
    def now(self) -> Situation:
        """As it stands at this instant, with what fell due by then."""
        situation = self.situation
        for event in self.due:
            situation = fold(situation, event)
        return situation

    @cached_property
    def events(self) -> Sequence[Event]:
        """All that has happened."""
        return chain.read(self.situation.subject)

    @cached_property
    def facts(self) -> Facts:
        """What decides who sees it."""
        return facts_of(self.situation)

    def seen_by(self, seats: Sequence[Seat]) -> list[Seat]:
        """The seats from which it is seen."""
        return [seat for seat in seats if seat.scope.sees(self.facts)]

    def looking(self, seats: Sequence[Seat]) -> Seat:
        """The seat that sees most of it: as whom its personal fields are looked at."""
        return max(self.seen_by(seats), key=lambda seat: len(seat.scope.classes(self.facts)))


@dataclass(frozen=True)
class Choice:
    """A step as it is for somebody: in which seat, and whether an applicant stands behind it."""

    offer: Offer
    seat: Seat
    for_applicant: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it may be done."""
        return self.offer.refused is None

    @property
    def actor(self) -> str:
        """Who it is done as."""
        return APPLICANT if self.for_applicant else self.seat.post


def standing(office: Office, scope: Scope, number: str, at: datetime) -> Standing | None:
    """A matter that a scope shows; None for one that is not there, or not for them."""
    if not desk.shows(scope, number):
        return None
    situation = row.find(number)
    return Standing(office, office.version_of(situation), situation, at)


def choices(found: Standing, seats: Sequence[Seat]) -> list[Choice]:
    """Every step once: in the seat from which it may be done, else with the reason of the first."""
    made: dict[str, Choice] = {}
    own_first = sorted(found.seen_by(seats), key=lambda seat: seat.post != found.now.owner)
    for choice in _all(found, own_first):
        known = made.get(choice.offer.name)
        if known is None or (choice.is_open and not known.is_open):
            made[choice.offer.name] = choice
    return list(made.values())


def choice(found: Standing, seats: Sequence[Seat], name: str, post: str = "") -> Choice | None:
    """One step by its name, from a certain post where that is said."""
    among = [seat for seat in seats if not post or seat.post == post]
    return next((one for one in choices(found, among) if one.offer.name == name), None)


def _all(found: Standing, seats: Sequence[Seat]) -> Iterator[Choice]:
    """Own steps first, then what an applicant may do and a clerk takes down."""
    for seat in seats:
        for offer in offers(found.mechanism, found.now, seat.post, found.at, found.office.calendar):
            yield Choice(offer, seat)
    for seat in seats:
        if seat.may(TAKEN_DOWN, found.situation.store):
            for offer in offers(found.mechanism, found.now, APPLICANT, found.at, found.office.calendar):
                if offer.refused is None and (not offer.is_flow or offer.name == "要求人工决定"):
                    yield Choice(offer, seat, for_applicant=True)
            return
