"""The gap between two layers: where each line changes its place across; no two share a stretch, few cross."""

from collections.abc import Sequence
from typing import NamedTuple

TRACK = 9.0  # between two lines that run across
EDGE = 16.0  # before the first and behind the last
SHARED = 10  # a shared stretch is as bad as so many crossings
NEAR = 5.0


class Shift(NamedTuple):
    """A line that enters a gap at one place and leaves it at another; a turn leaves on the side where it came in."""

    link: int
    start: float
    end: float
    start_is_low: bool
    end_is_low: bool

    @property
    def is_straight(self) -> bool:
        return self.start_is_low != self.end_is_low and abs(self.start - self.end) < 0.5


def tracks(shifts: Sequence[Shift]) -> dict[Shift, int]:
    """Shift → number of its track; straight lines need none."""
    order = sorted((shift for shift in shifts if not shift.is_straight), key=_usual)
    for _ in order:
        if not _improved(order):
            break
    return {shift: number for number, shift in enumerate(order)}


def _usual(shift: Shift) -> tuple[bool, float, int]:
    """Lines that go down turn the earlier the lower they start, lines that go up the earlier the higher."""
    goes_down = shift.end > shift.start
    return goes_down, -shift.start if goes_down else shift.start, shift.link


def _improved(order: list[Shift]) -> bool:
    improved = False
    for at in range(len(order) - 1):
        one, other = order[at], order[at + 1]
        if _cost(other, one) < _cost(one, other):
            order[at], order[at + 1] = other, one
            improved = True
    return improved


def _cost(first: Shift, second: Shift) -> int:
    """Crossings when the first turns before the second: its way to the far side, the second's to the near one."""
    far, near = _ends(first, low=False), _ends(second, low=True)
    crossed = sum(_meets(second, place) for place in far) + sum(_meets(first, place) for place in near)
    return crossed + SHARED * sum(abs(one - other) < NEAR for one in far for other in near)


def _ends(shift: Shift, *, low: bool) -> list[float]:
    sides = ((shift.start, shift.start_is_low), (shift.end, shift.end_is_low))
    return [place for place, is_low in sides if is_low == low]


def _meets(shift: Shift, place: float) -> bool:
    return min(shift.start, shift.end) < place < max(shift.start, shift.end)
