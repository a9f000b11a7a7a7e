"""Which row of a subject is which of its sealed events, when rows were rewritten, removed, inserted or moved.

A row is the sealed event `j` when its content, taken as number `j` behind the sealed event `j - 1`, has the sealed hash
of `j`; the numbers and hashes that stand in the row itself are not believed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from yunhe.server.ledger.canonical import NOTHING_BEFORE
from yunhe.server.ledger.chain import Link

FARTHEST_MOVE = 500  # how far from its place an event is sought


class Alignment:
    """`original`: index of a row → number of the sealed event that it is; `changed`: that it was before a rewrite.

    `moved` are the indexes of rows that were taken out of their order; those that only closed ranks behind a removed
    event, or made room for an inserted one, are not among them.
    """

    def __init__(self, rows: Sequence[Link], sealed: Mapping[int, str]) -> None:
        self.rows, self.sealed = rows, sealed
        self.original = {index: row.number for index, row in enumerate(rows) if self._is(row, row.number)}
        self._free = sorted(set(sealed) - set(self.original.values()))
        self._match_moved()
        self.moved = set(self._moved())
        self.changed: dict[int, int] = {}
        self._match_changed()
        self.removed = tuple(self._free)

    @property
    def last(self) -> int:
        """Index of the last row that is a sealed event, -1 when there is none."""
        return max((*self.original, *self.changed), default=-1)

    def shift(self, index: int) -> int:
        """How many numbers the rows from this index on have moved up, since sealed events before it are gone."""
        number = self.rows[index].number
        inserted = sum(self.is_new(each) and self.rows[each].number < number for each in range(index))
        return sum(each <= number for each in self.removed) - inserted

    def is_new(self, index: int) -> bool:
        """Whether a row is none of the sealed events."""
        return index not in self.original and index not in self.changed

    def before(self, number: int) -> str | None:
        """The sealed hash that the event of this number must name as the one before; None when it is not known."""
        return self.sealed.get(number - 1) if number > 1 else NOTHING_BEFORE

    def _is(self, row: Link, number: int) -> bool:
        return number in self.sealed and row.hashed(number, self.before(number)) == self.sealed[number]

    def _match_moved(self) -> None:
        """Rows that are a sealed event of another number; a whole block moved by one is found at once."""
        shift = 0
        for index, row in enumerate(self.rows):
            if index in self.original:
                continue
            number = next((number for number in self._near(row.number + shift) if self._is(row, number)), None)
            if number is not None:
                self.original[index], shift = number, number - row.number
                self._free.remove(number)

    def _near(self, goal: int) -> list[int]:
        """The numbers not yet found, nearest first."""
        low, high = bisect_left(self._free, goal - FARTHEST_MOVE), bisect_left(self._free, goal + FARTHEST_MOVE)
        return sorted(self._free[low:high], key=lambda number: abs(number - goal))

    def _match_changed(self) -> None:
        """A row that is nothing known stands for the missing event of its number."""
        free = set(self._free)
        for index, row in enumerate(self.rows):
            if index not in self.original and row.number in free:
                self.changed[index] = row.number
                free.discard(row.number)
        self._free = sorted(free)

    def _moved(self) -> Iterator[int]:
        """Between rows that stand in their place, whatever is not rising, or does not belong between them."""
        stay = [self.original.get(index) == row.number for index, row in enumerate(self.rows)]
        numbers = [self.original.get(index, 0) for index in range(len(self.rows))]
        left = list(accumulate((number if at else 0 for number, at in zip(numbers, stay, strict=True)), max))
        end = max(self.sealed, default=0) + 1
        behind = zip(reversed(numbers), reversed(stay), strict=True)
        right = list(accumulate((number if at else end for number, at in behind), min))[::-1]
        for run in self._runs(stay):
            rising = _longest_rising([numbers[index] for index in run])
            kept = {run[position] for position in rising} if len(rising) > 1 or len(run) == 1 else set()
            yield from (index for index in run if index not in kept or not left[index] < numbers[index] < right[index])

    def _runs(self, stay: Sequence[bool]) -> Iterator[list[int]]:
        """The rows that are sealed events out of place, in stretches between those in place."""
        run: list[int] = []
        for index, stays in enumerate([*stay, True]):
            if stays and run:
                yield run
                run = []
            elif not stays and index in self.original:
                run.append(index)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Positions of a longest rising subsequence."""
    ends: list[int] = []  # the smallest number that ends a run of each length
    lengths: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
        lengths.append(at + 1)
    positions: list[int] = []
    limit = max(numbers, default=0) + 1
    for position in reversed(range(len(numbers))):
        if lengths[position] == len(ends) - len(positions) and numbers[position] < limit:
            positions.append(position)
            limit = numbers[position]
    return positions[::-1]
