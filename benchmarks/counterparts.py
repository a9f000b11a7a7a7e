"""What would contradict another value of a figure: the rule that says whether an error can be revealed."""

from dataclasses import replace
from decimal import Decimal

from benchmarks.ground import Ground
from yunhe.audit.likeness import same_thing, subject_of
from yunhe.audit.rounding import agree, bounds, half
from yunhe.reading.indicators import definition
from yunhe.types import Claim, Quantity

_REVISED = Decimal(
    "0.005"
)  # published levels are revised by this much without a word: no reader can tell it from a slip


def counterpart(ground: Ground, claim: Claim, value: Decimal) -> str:
    """What would contradict another value of this figure."""
    twin = ground.twin(claim)
    if twin is not None and parts_with(twin, claim, value):
        return "同一数字另有一处"
    level = claim if claim.kind == "level" else ground.level(claim)
    if level is None or not _is_nominal(level) or level.bound != "=":
        return ""
    last = ground.ancestor(level)
    growth, change = ground.beside(level, "growth"), ground.beside(level, "change")
    if last is None:
        return ""
    if growth is not None and claim in (level, growth) and _fits_growth(last, level, growth):
        new = (value, growth.value) if claim is level else (level.value, value)
        return "" if _growth_holds(last, level, growth, *new, last.value * _REVISED) else "上年总量和今年增速"
    if change is not None and claim in (level, change) and level.unit == change.unit:
        gap = half(last) + half(level) + half(change)
        if abs(last.value + change.value - level.value) <= gap:
            moved = abs(value - claim.value)
            return "上年总量和今年增减" if moved > gap + last.value * _REVISED else ""
    return ""


def restated(ground: Ground, claim: Claim) -> Claim | None:
    """The figure of last year's report that a figure for last year restates."""
    last = ground.earlier.get((ground.draft.outline.year or 0) - 1)
    if last is None or not claim.indicator_id or not is_of_last_year(ground, claim) or claim.kind == "growth":
        return None
    return next((c for c in last.claims if c.kind == claim.kind and same_thing(c, claim) and agree(c, claim)), None)


def is_of_last_year(ground: Ground, claim: Claim) -> bool:
    return claim.period == str((ground.draft.outline.year or 0) - 1) and claim.kind in ("level", "ratio")


def _is_nominal(claim: Claim) -> bool:
    known = definition(claim.indicator_id or "")
    return known is not None and known.growth != "可比价" and claim.kind == "level"


def _fits_growth(last: Claim, level: Claim, growth: Claim) -> bool:
    over_a_year = growth.unit == "%" and growth.bound == "=" and growth.period == level.period
    return over_a_year and _growth_holds(last, level, growth, level.value, growth.value)


def _growth_holds(
    last: Claim, level: Claim, growth: Claim, value: Decimal, percent: Decimal, revised: Decimal = Decimal(0)
) -> bool:
    """Whether last year's level, grown, is this year's, as far as their digits, and silent revision, say."""
    expected = last.value * (1 + percent / 100)
    slack = revised + half(level) + half(last) * (1 + percent / 100) + last.value * half(growth) / 100
    return abs(value - expected) <= slack


def parts_with(other: Claim, claim: Claim, value: Decimal) -> bool:
    """Whether a changed value can no longer be the other one."""
    changed = bounds(replace(claim, quantity=Quantity(value, claim.unit, claim.bound)))
    return not bounds(other).meets(changed)


def says_alike(one: Claim, other: Claim) -> bool:
    mine, yours = one.indicator.phrase, other.indicator.phrase
    return bool(mine) and (subject_of(one) == subject_of(other) or mine in yours or yours in mine)
