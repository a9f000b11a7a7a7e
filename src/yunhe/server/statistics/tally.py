"""A number counted over matters, as every measure gives it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

STANDING, MOVED, FLOW, WAITING, LIMITS, PLACES = "standing", "moved", "flow", "waiting", "limits", "places"
LIGHTS = ("late", "soon", "ok", "paused")


class Tally(NamedTuple):
    """How many, of which mechanism, and by what they were told apart; `since` the earliest, `middle` the median."""

    mechanism: str
    store: str
    simulated: bool
    what: str
    mark: str
    post: str
    number: int
    since: str = ""
    middle: str = ""


class Counted(NamedTuple):
    """Tallies and of when they are."""

    tallies: tuple[Tally, ...]
    at: datetime

    @property
    def simulated(self) -> bool:
        """Whether anything simulated is among them."""
        return any(one.simulated for one in self.tallies)

    def where(self, **wanted: str) -> "Counted":
        """Those whose fields are so."""
        kept = (one for one in self.tallies if all(getattr(one, name) == value for name, value in wanted.items()))
        return self._replace(tallies=tuple(kept))

    def by(self, *names: str) -> dict[tuple[str, ...], int]:
        """The sum for every value of some fields."""
        found: dict[tuple[str, ...], int] = {}
        for one in self.tallies:
            key = tuple(str(getattr(one, name)) for name in names)
            found[key] = found.get(key, 0) + one.number
        return found

    @property
    def total(self) -> int:
        """The sum of all."""
        return sum(one.number for one in self.tallies)


def earliest(instants: Iterable[str]) -> str:
    """The earliest of some instants as the database prints them; empty when there is none."""
    return min(filter(None, instants), default="")
