"""The mechanisms that somebody may open a matter of, and in which seat."""

from typing import NamedTuple

from yunhe.access.parties import TAKEN_DOWN
from yunhe.mechanisms.mechanism import APPLICANT, Mechanism
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access.reader import Seat
from yunhe.server.pages.here import here
from yunhe.server.pages.sitting import Sitting


class Opening(NamedTuple):
    """A mechanism with the seat from which it is opened; `takes_down` when that seat may do so for an applicant."""

    mechanism: Mechanism
    seat: Seat
    takes_down: bool

    @property
    def actors(self) -> list[str]:
        """Who may be said to have it opened."""
        return [self.seat.post, *([APPLICANT] if self.takes_down else [])]


def openings(sitting: Sitting) -> list[Opening]:
    """Every mechanism in force that some seat handles, those of one's own home first by their names."""
    today = sitting.at.astimezone(CHINA).date()
    found = []
    for versions in here().office.library.versions.values():
        mechanism = next((each for each in reversed(versions) if each.since <= today), None)
        if mechanism is None or mechanism.kept_by == "upstream":
            continue
        opening = _of(mechanism, sitting)
        if opening is not None:
            found.append(opening)
    return sorted(found, key=lambda one: one.mechanism.name)


def opening(sitting: Sitting, key: str) -> Opening | None:
    """The one of a mechanism, by its key."""
    return next((one for one in openings(sitting) if one.mechanism.key == key), None)


def _of(mechanism: Mechanism, sitting: Sitting) -> Opening | None:
    """The seat that may take down goes first."""
    handling = [seat for seat in sitting.seats if seat.scope.handles(mechanism.key, mechanism.store)]
    if not handling:
        return None
    writing = next((seat for seat in handling if seat.may(TAKEN_DOWN, mechanism.store)), None)
    return Opening(mechanism, writing or handling[0], writing is not None)
