"""A chart drawn small, as SVG without scripts and styles: only classes and attributes, so that any page may hold it.

Bars and levels begin at zero, ratios where they must to be told apart; a gap is a year without a figure, or a break.
"""

from collections.abc import Iterator, Sequence, Set
from html import escape
from itertools import pairwise

from yunhe.faces.chart import Chart, Number, Series, said

WIDTH, HEIGHT = 320, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 58, 22, 22
_NARROW = 0.5  # a lowest value beyond this share of the highest is told apart by a scale of its own
_THICK = 11.0


class _Scale:
    """From labels and values to places in the drawing."""

    def __init__(self, chart: Chart) -> None:
        values = [float(value) for series in chart.series for value in series.values if value is not None]
        low, high = min(values), max(values)
        bars = any(series.mark == "bar" for series in chart.series)
        if bars or low < 0 or low < _NARROW * high:
            low, high = min(low, 0.0), max(high, 0.0)
        self.low, self.span = low, (high - low) or 1.0
        self.step = (WIDTH - _LEFT - _RIGHT) / max(1, len(chart.labels) - 1)

    def x(self, at: int) -> float:
        """Where a label stands."""
        return _LEFT + at * self.step

    def y(self, value: Number) -> float:
        """Where a value stands."""
        assert value is not None
        return _TOP + (1 - (float(value) - self.low) / self.span) * (HEIGHT - _TOP - _BOTTOM)


def multiple(chart: Chart) -> str:
    """The drawing; what it says stands in the title and the table, so it is hidden from readers of the screen."""
    if chart.is_empty:
        return ""
    scale = _Scale(chart)
    parts = [*_frame(chart, scale)]
    broken = {chart.labels.index(each.label) for each in chart.breaks}
    for series in chart.series:
        parts += _bars(series, scale) if series.mark == "bar" else _marks(series, scale, broken)
    parts += _ends(chart, scale)
    return (
        f'<svg class="multiple" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _frame(chart: Chart, scale: _Scale) -> Iterator[str]:
    ground = HEIGHT - _BOTTOM
    yield f'<path class="ground" d="M{_LEFT - 6} {ground}H{WIDTH - _RIGHT + 6}"/>'
    if scale.low < 0:
        yield f'<path class="zero" d="M{_LEFT - 6} {scale.y(0):.1f}H{WIDTH - _RIGHT + 6}"/>'
    for each in chart.breaks:
        at = scale.x(chart.labels.index(each.label)) - scale.step / 2
        yield f'<path class="break" d="M{at:.1f} {_TOP - 6}V{ground}"/>'
        yield f'<text class="break" x="{at:.1f}" y="{_TOP - 9}" text-anchor="middle">≠</text>'
    first, last = chart.labels[0], chart.labels[-1]
    yield f'<text x="{_LEFT}" y="{HEIGHT - 6}">{escape(first)}</text>'
    if last != first:
        yield f'<text x="{scale.x(len(chart.labels) - 1):.1f}" y="{HEIGHT - 6}" text-anchor="end">{escape(last)}</text>'
    yield f'<text x="{_LEFT - 6}" y="10">{escape(chart.unit)}</text>'


def _bars(series: Series, scale: _Scale) -> Iterator[str]:
    wide = min(_THICK, scale.step * 0.7)
    for at, value in enumerate(series.values):
        if value is not None:
            top, bottom = sorted((scale.y(value), scale.y(0)))
            tall = max(bottom - top, 0.8)
            left = scale.x(at) - wide / 2
            yield f'<rect class="bar" x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>'


def _marks(series: Series, scale: _Scale, broken: Set[int]) -> Iterator[str]:
    places = [(scale.x(at), None if value is None else scale.y(value)) for at, value in enumerate(series.values)]
    if series.mark == "line":
        drawn = "".join(
            f"M{x:.1f} {y:.1f}L{to:.1f} {then:.1f}"
            for at, ((x, y), (to, then)) in enumerate(pairwise(places), 1)
            if y is not None and then is not None and at not in broken
        )
        yield f'<path class="line" d="{drawn}"/>' if drawn else ""
    for x, y in places:
        if y is not None:
            yield _mark(series.mark, x, y)


def _mark(mark: str, x: float, y: float) -> str:
    if mark == "hollow":
        return f'<path class="hollow" d="M{x:.1f} {y - 4:.1f}l4 4l-4 4l-4-4z"/>'
    if mark == "revised":
        return f'<rect class="revised" x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"/>'
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>'


def _ends(chart: Chart, scale: _Scale) -> Iterator[str]:
    """The last outcome and the last target beside the drawing, with their values; they do not lie on each other."""
    taken: list[float] = []
    for series in chart.series:
        at = _last(series.values)
        if at is None or series.mark == "revised":
            continue
        y = scale.y(series.values[at]) + 4
        while any(abs(y - other) < 13 for other in taken):
            y = max(taken) + 14
        taken.append(y)
        word = said(series.values[at]) if series.mark != "hollow" else f"◇{said(series.values[at])}"
        yield f'<text class="end" x="{WIDTH - _RIGHT + 10}" y="{y:.1f}">{escape(word)}</text>'


def _last(values: Sequence[Number]) -> int | None:
    return next((at for at in range(len(values) - 1, -1, -1) if values[at] is not None), None)
