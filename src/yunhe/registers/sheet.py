"""One sheet of a table file: rows of raw values under their numbers, and which cells are merged."""

from bisect import bisect_left
from dataclasses import dataclass, field
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
    """One sheet of a file; a csv has one without a name."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False
    merged: tuple[Range, ...] = ()
    uncalculated: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def row(self, number: int) -> Row | None:
        """The row of a number; None where nothing stands in it."""
        at = bisect_left(self.rows, number, key=lambda row: row.number)
        return self.rows[at] if at < len(self.rows) and self.rows[at].number == number else None

    def merge_at(self, row: int, column: int) -> Range | None:
        """The merged cells of which a cell is a part that does not hold the value."""
        return next((one for one in self.merged if one.holds(row, column)), None)
