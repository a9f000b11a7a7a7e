"""An indicator of an area over all its reports: one outcome a year, targets beside it, revisions, broken series.

The rules, in order. Of a year counts what the report on that year says, first in reading order; where it says nothing,
what the next report says of it. A later report that says more than 0.5% otherwise revises it. A series is broken before
a year whose figure is said to be counted otherwise (口径, 普查), or whose growth does not lead back to the year before.
Nothing is compared across a break, and `连续` needs every calendar year.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from yunhe.types import Bound

_APART = Decimal("0.005")  # of a value: what a later report must differ to revise it
_SLACK = Decimal("0.01")  # of a value: what growth may lead past the year before, since growth is told of finer figures


class Told(NamedTuple):
    """What one report says: `of` is the year reported on; `low` and `high` bound the year before by its growth."""

    report: str
    of: int
    start: int
    year: int
    value: Decimal
    bound: Bound
    is_target: bool
    is_recounted: bool
    low: Decimal | None = None
    high: Decimal | None = None


class Year(NamedTuple):
    """A year of a series; `broken` says why it cannot be held against the one before."""

    year: int
    outcome: Told | None
    revised: Told | None
    target: Told | None
    broken: str


def trend(told: Iterable[Told]) -> list[Year]:
    """The years of a series in order; `told` comes in the order in which reports count."""
    by_year: dict[int, list[Told]] = defaultdict(list)
    for each in told:
        by_year[each.year].append(each)
    years: list[Year] = []
    for year in sorted(by_year):
        outcome, revised = _outcome(by_year[year], year)
        years.append(Year(year, outcome, revised, _target(by_year[year]), _broken(outcome, years)))
    return years


def _outcome(told: Sequence[Told], year: int) -> tuple[Told | None, Told | None]:
    found = sorted(
        (each for each in told if not each.is_target and each.of >= year), key=lambda each: (each.of, each.bound != "=")
    )
    if not found:
        return None, None
    first = found[0]
    later = [each for each in found if each.of > first.of and each.bound == "=" and _differ(each.value, first.value)]
    return first, later[-1] if later and first.bound == "=" else None


def _differ(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) > _APART * max(abs(one), abs(other))


def _target(told: Sequence[Told]) -> Told | None:
    """The target of the newest report that sets one: the one for the year rather than that of a plan of five years."""
    found = [each for each in told if each.is_target]
    return max(found, key=lambda each: (each.of, each.bound != "<")) if found else None


def _broken(outcome: Told | None, years: Sequence[Year]) -> str:
    before = years[-1] if years else None
    if outcome is None or before is None:
        return ""
    if outcome.is_recounted:
        return "报告写明口径有变"
    base = before.outcome
    if base is None or before.year != outcome.year - 1 or base.bound != "=":
        return ""
    values = [each.value for each in (base, before.revised) if each]
    return "" if any(_leads_to(outcome, value) for value in values) else "按它的增速推不回上年，基数或口径改了"


def _leads_to(outcome: Told, value: Decimal) -> bool:
    low = outcome.low is None or outcome.low - _SLACK * abs(value) <= value
    return low and (outcome.high is None or value <= outcome.high + _SLACK * abs(value))


def unbroken(years: Sequence[Year]) -> list[Year]:
    """The years with an outcome since the last break."""
    found: list[Year] = []
    for each in years:
        if each.outcome is not None:
            found = [each] if each.broken else [*found, each]
    return found
