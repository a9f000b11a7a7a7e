"""An indicator through the reports of an area as a small drawing: outcomes as dots with a line, targets as hollow ones.

It is SVG with classes only, so that the style sheet colours it in the light, in the dark and on paper; the table under
it says the same in words. The line breaks where the 口径 changes, a later report that gives another value for a year
stands beside it as a small ring.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import NamedTuple

from yunhe.faces.wording import STATUSES, amount_of
from yunhe.types import Kind, Quantity, Status

WIDTH, HEIGHT = 340, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 14, 14, 26, 24
_NEAR = 42  # labels that stand nearer would touch


class Point(NamedTuple):
    """The indicator in one report: for which year, how much, and where it stands. `reported` is the report's year."""

    year: int
    reported: int
    kind: Kind
    quantity: Quantity
    status: Status
    basis: str
    link: str
    is_here: bool = False

    @property
    def amount(self) -> str:
        return amount_of(self.kind, self.quantity)

    @property
    def is_target(self) -> bool:
        return self.status == "target"


def chart(points: Sequence[Point], title: str) -> str:
    """The drawing; nothing where one year alone is known."""
    years = {point.year for point in points}
    if len(years) < 2:
        return ""
    return _Chart(points).drawn(title)


def outcomes(points: Iterable[Point]) -> list[Point]:
    """One outcome a year: that of the year's own report, else the earliest that tells it."""
    chosen: dict[int, Point] = {}
    for point in sorted(points, key=lambda each: (each.year, each.reported)):
        if not point.is_target:
            chosen.setdefault(point.year, point)
    return list(chosen.values())


def headline(points: Sequence[Point], year: int | None) -> str:
    """What the drawing shows, in words: a target with its outcome where both are known, else from where to where."""
    told = outcomes(points)
    aims = [point for point in points if point.is_target and point.year == year]
    result = next((point for point in told if point.year == year), None)
    if aims and result:
        return f"{year}年：目标 {aims[-1].amount}，结果 {result.amount}"
    if len(told) < 2:
        return ""
    first, last = told[0], told[-1]
    return f"{first.year}年 {first.amount} → {last.year}年 {last.amount}"


class _Chart:
    """The scales, and the marks on them."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = sorted(points, key=lambda each: (each.year, each.reported))
        self.years = min(each.year for each in points), max(each.year for each in points)
        values = [each.quantity.value for each in points]
        self.low, self.high = min(values), max(values)
        self.line = outcomes(points)

    def drawn(self, title: str) -> str:
        inside = "".join((*self._frame(), *self._lines(), *self._dots(), *self._labels()))
        return (
            f'<svg class="history" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title, quote=True)}">'
            f"{inside}</svg>"
        )

    def x(self, year: int) -> float:
        first, last = self.years
        return _LEFT + (year - first) / (last - first) * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: Decimal) -> float:
        if self.high == self.low:
            return (_TOP + HEIGHT - _BOTTOM) / 2
        share = float((value - self.low) / (self.high - self.low))
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)

    def _frame(self) -> Iterator[str]:
        floor = HEIGHT - _BOTTOM + 8
        yield f'<line class="floor" x1="{_LEFT}" y1="{floor}" x2="{WIDTH - _RIGHT}" y2="{floor}"/>'
        if self.low < 0 < self.high:
            zero = f"{self.y(Decimal(0)):.1f}"
            yield f'<line class="zero" x1="{_LEFT}" y1="{zero}" x2="{WIDTH - _RIGHT}" y2="{zero}"/>'
        here = [point.year for point in self.points if point.is_here]
        for year, anchor in self._years(here):
            yield f'<text class="year" x="{self.x(year):.1f}" y="{HEIGHT - 2}" text-anchor="{anchor}">{year}</text>'

    def _years(self, here: Sequence[int]) -> Iterator[tuple[int, str]]:
        first, last = self.years
        yield first, "start"
        for year in here:
            if self.x(year) - self.x(first) > _NEAR and self.x(last) - self.x(year) > _NEAR:
                yield year, "middle"
        yield last, "end"

    def _lines(self) -> Iterator[str]:
        for one, other in pairwise(self.line):
            if one.basis == other.basis:
                (x1, y1), (x2, y2) = self._at(one), self._at(other)
                yield f'<line class="between" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'

    def _is_told_anew(self, point: Point) -> bool:
        """Whether a later report gives another value for a year gone by."""
        first = next((each for each in self.line if each.year == point.year), point)
        return not point.is_target and point.quantity.value != first.quantity.value

    def _dots(self) -> Iterator[str]:
        known = [
            each
            for each in self.points
            if each.is_target or each.is_here or each in self.line or self._is_told_anew(each)
        ]
        for point in sorted(known, key=lambda each: (each.is_here, each.is_target, each in self.line)):
            x, y = self._at(point)
            again = self._is_told_anew(point)
            kind = f"{'again' if again else point.status}{' here' if point.is_here else ''}"
            words = f"{point.year}年 {point.amount} {STATUSES[point.status]}"
            radius = 5 if point.is_here else 3 if again else 4
            yield (
                f'<g data-link="{escape(point.link, quote=True)}"><circle class="reach" cx="{x}" cy="{y}" r="11"/>'
                f'<circle class="dot {kind}" cx="{x}" cy="{y}" r="{radius}"/><title>{escape(words)}</title></g>'
            )

    def _labels(self) -> Iterator[str]:
        """The first, the last and the open one, where they do not touch."""
        taken: list[float] = []
        wanted = [each for each in self.points if each.is_here] + self.line[-1:] + self.line[:1]
        for point in wanted:
            x = self.x(point.year)
            if all(abs(x - other) > _NEAR * 1.6 for other in taken):
                taken.append(x)
                anchor = "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"
                yield (
                    f'<text class="value" x="{x:.1f}" y="{self.y(point.quantity.value) - 9:.1f}" '
                    f'text-anchor="{anchor}">{escape(point.amount)}</text>'
                )

    def _at(self, point: Point) -> tuple[str, str]:
        return f"{self.x(point.year):.1f}", f"{self.y(point.quantity.value):.1f}"
