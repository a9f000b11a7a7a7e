"""An indicator's years as a chart: outcomes, hollow targets, what later reports say, breaks with their why."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from yunhe.audit.headline import headline
from yunhe.audit.trend import Told, Year
from yunhe.faces.chart import Break, Chart, Mark, Series
from yunhe.reading.amounts import plain
from yunhe.types import Kind

_SCALES = (("亿", Decimal(10**8), 1), ("万", Decimal(10**4), 10))
_BOUNDS = {">": "超", "<": "不到", "~": "约", "=": ""}


def trend_chart(name: str, kind: Kind, unit: str, years: Sequence[Year], link: Callable[[Told], str]) -> Chart:
    """The chart, with every calendar year from the first to the last."""
    known = {year.year: year for year in years}
    span = range(years[0].year, years[-1].year + 1)
    word, factor = _scale(years)
    every = [known.get(year) for year in span]
    told: list[tuple[str, Mark, list[Told | None]]] = [
        ("实际", "bar" if kind == "growth" else "line", [year.outcome if year else None for year in every]),
        ("目标", "hollow", [year.target if year else None for year in every]),
        ("后来的说法", "revised", [year.revised if year else None for year in every]),
    ]
    series = tuple(_series(called, mark, found, factor, link) for called, mark, found in told if any(found))
    breaks = tuple(Break(str(year.year), year.broken) for year in years if year.broken)
    title = headline(name, kind, unit, years)
    return Chart(title, word + unit, tuple(map(str, span)), series, breaks=breaks)


def _scale(years: Sequence[Year]) -> tuple[str, Decimal]:
    """By what the values are divided, with its word: by the largest of them."""
    values = [abs(told.value) for year in years for told in (year.outcome, year.target, year.revised) if told]
    return next(((word, factor) for word, factor, least in _SCALES if max(values) >= factor * least), ("", Decimal(1)))


def _series(name: str, mark: Mark, told: Sequence[Told | None], factor: Decimal, link: Callable[[Told], str]) -> Series:
    return Series(
        name,
        tuple(None if each is None else Decimal(plain(each.value / factor)) for each in told),
        mark,
        tuple("" if each is None else link(each) for each in told),
        tuple("" if each is None else _note(each) for each in told),
    )


def _note(told: Told) -> str:
    """What is odd about a figure: its bound, and who said it when not the report on that year."""
    late = f"{told.of}年的报告" if told.of > told.year or (told.is_target and told.of < told.year - 1) else ""
    return "，".join(filter(None, (_BOUNDS[told.bound], late)))
