"""Which time is sealed, and how well: what an event dated into it must be."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal, NamedTuple

State = Literal["listed", "heads", "unknown", "open"]


class Time(NamedTuple):
    """The stretch of one seal, as canonical instants."""

    starts: str
    ends: str
    state: State


class Times:
    """listed: every event is known by its hash; heads: only the last of each subject; unknown: its seal proves nothing.

    Time before the first seal counts as listed, nothing stands there; time behind the last seal is open.
    """

    def __init__(self, stretches: Iterable[Time]) -> None:
        self.stretches = sorted(stretches)
        self._starts = [each.starts for each in self.stretches]

    @property
    def end(self) -> str:
        """Where open time begins; empty when nothing is sealed."""
        return self.stretches[-1].ends if self.stretches else ""

    def state(self, at: str) -> State:
        """What an instant lies in."""
        if at >= self.end:
            return "open"
        place = bisect_right(self._starts, at) - 1
        if place < 0:
            return "listed"
        found = self.stretches[place]
        return found.state if at < found.ends else "unknown"
