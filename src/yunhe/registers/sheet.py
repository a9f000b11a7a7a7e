"""One sheet of a table file: rows of raw values under their numbers, and which cells are merged."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

MOST_ROWS = 200_000
MOST_COLUMNS = 500


class Range(NamedTuple):
    """A stretch of merged cells, all four ends counted from 1 and included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it and is not the one that has its value."""
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and (row, column) != (self.top, self.left)


class Row(NamedTuple):
    """A row in which something stands: its number in the file, and its raw values from the first column on."""

    number: int
    cells: tuple[object, ...]

    def at(self, column: int) -> object:
        """The raw value in a column counted from 1."""
        return self.cells[column - 1] if column <= len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file; a csv has one without a name. Its rows are gone through as often as one likes."""

    name: str
    rows: Iterable[Row]
    is_hidden: bool = False
    merged: tuple[Range, ...] = ()
    uncalculated: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def top(self, count: int) -> tuple[Row, ...]:
        """The first rows."""
        return tuple(islice(self.rows, count))

    def row(self, number: int) -> Row | None:
        """The row of a number; None where nothing stands in it."""
        if not isinstance(self.rows, Sequence):
            return next((row for row in self.rows if row.number == number), None)
        at = bisect_left(self.rows, number, key=lambda row: row.number)
        return self.rows[at] if at < len(self.rows) and self.rows[at].number == number else None

    def merge_at(self, row: int, column: int) -> Range | None:
        """The merged cells of which a cell is a part that does not hold the value."""
        return next((one for one in self.merged if one.holds(row, column)), None)
