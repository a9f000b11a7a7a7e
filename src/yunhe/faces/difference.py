"""Two versions of a text side by side: line against line, with the words that differ."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

AROUND = 3


class Side(NamedTuple):
    """A line of one version: its number, and its stretches, each with whether it differs."""

    number: int
    parts: tuple[tuple[str, bool], ...]


class Pair(NamedTuple):
    """A line of both versions; None where one has no such line. Both None: equal lines are left out here."""

    before: Side | None
    after: Side | None

    @property
    def differs(self) -> bool:
        """Whether it is not the same in both."""
        return any(side is None or any(marked for _, marked in side.parts) for side in self)

    @property
    def is_gap(self) -> bool:
        """Whether it stands for equal lines that are left out."""
        return self.before is None and self.after is None


def side_by_side(before: str, after: str, around: int = AROUND) -> list[Pair]:
    """The lines that differ, each group with a few equal ones around it."""
    old, new = before.splitlines(), after.splitlines()
    pairs: list[Pair] = []
    last = 0
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around):
        if group[0][1] > last:
            pairs.append(Pair(None, None))
        for kind, *edges in group:
            pairs += _equal(old, *edges) if kind == "equal" else _unequal(old, new, *edges)
        last = group[-1][2]
    return [*pairs, Pair(None, None)] if pairs and last < len(old) else pairs


def _equal(old: list[str], start: int, end: int, other: int, _: int) -> Iterator[Pair]:
    for offset, line in enumerate(old[start:end]):
        parts = ((line, False),)
        yield Pair(Side(start + offset + 1, parts), Side(other + offset + 1, parts))


def _unequal(old: list[str], new: list[str], start: int, end: int, other: int, last: int) -> Iterator[Pair]:
    """Lines that came for others stand beside them; what is left over stands alone."""
    for offset in range(max(end - start, last - other)):
        one = old[start + offset] if start + offset < end else None
        two = new[other + offset] if other + offset < last else None
        left, right = _marked(one, two)
        yield Pair(
            Side(start + offset + 1, left) if one is not None else None,
            Side(other + offset + 1, right) if two is not None else None,
        )


def _alone(line: str) -> tuple[tuple[str, bool], ...]:
    """A line that only one has, its indentation left unmarked."""
    words = line.lstrip()
    return (line[: len(line) - len(words)], False), (words, True)


def _marked(one: str | None, two: str | None) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """The stretches of two lines; those that only one has are marked."""
    if one is None or two is None:
        return _alone(one or ""), _alone(two or "")
    found = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    left = tuple((one[a:b], kind != "equal") for kind, a, b, _, _ in found if b > a)
    right = tuple((two[c:d], kind != "equal") for kind, _, _, c, d in found if d > c)
    return left, right
