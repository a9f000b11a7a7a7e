"""How far two honest figures may lie apart: half of the last digit that is written.

Source: national accounts round HALF_UP and do not adjust totals
(“部分数据因四舍五入的原因，存在总计与分项合计不等的情况”).
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from yunhe.reading.amounts import plain, scaled
from yunhe.types import Claim

_DIGITS = re.compile(r"\d[\d,，\s]*(?:\.\s?(\d+))?")
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MULTIPLIER = re.compile("[十百千万亿]+")


class Bounds(NamedTuple):
    """Between which values the true one lies, both included; None where the text sets no end (超, 不到)."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: "Bounds") -> bool:
        """Whether some value lies within both."""
        return not (_above(self.low, other.high) or _above(other.low, self.high))


def step(claim: Claim) -> Decimal:
    """The worth of the last digit that is written, in the claim's unit: 2206.3亿元 → 10000000."""
    digits = _DIGITS.search(claim.quote)
    if digits is None:
        return Decimal(1)
    places = len(digits.group(1) or "")
    return scale(claim) * Decimal(1).scaleb(-places)


def scale(claim: Claim) -> Decimal:
    """What the words 万, 亿 behind the digits multiply by, taken from value and digits: 2206.3亿元 → 100000000."""
    digits = _DIGITS.search(claim.quote)
    found = _MULTIPLIER.match(claim.quote, digits.end()) if digits else None
    times = 1
    for word in found.group() if found else "":
        times *= _TIMES[word]
    written = Decimal(re.sub(r"[^\d.]", "", digits.group())) if digits else Decimal(0)
    if written and claim.value and abs(claim.value) != written * times:  # 万 carried from a later figure: 3、5万户
        return abs(claim.value) / written
    return Decimal(times)


def half(claim: Claim) -> Decimal:
    """Half of the last digit that is written: how far the true value may lie from the figure."""
    return step(claim) / 2


def bounds(claim: Claim) -> Bounds:
    """Where the true value of a figure lies, by its rounding and its bound; 约 and 近 allow a twentieth."""
    low, high = claim.value - half(claim), claim.value + half(claim)
    if claim.bound == "~":
        slack = abs(claim.value) / 20
        return Bounds(min(low, claim.value - slack), max(high, claim.value + slack))
    if claim.bound == ">":
        return Bounds(low, None)
    if claim.bound == "<":
        return Bounds(None, high)
    return Bounds(low, high)


def agree(one: Claim, other: Claim) -> bool:
    """Whether two figures can be one value, written with more or fewer digits, or as a bound."""
    return bounds(one).meets(bounds(other))


def tolerance(claims: Iterable[Claim]) -> Decimal:
    """How far a sum may be off: half of the last digit for every part, and for the whole among them."""
    return sum((half(claim) for claim in claims), Decimal(0))


def shown(value: Decimal, unit: str = "", digits: int = 2) -> str:
    """A computed value for a line of arithmetic, rounded to so many decimals of its 万 or 亿."""
    for factor, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(value) >= factor:
            return plain(round(value / factor, digits)) + word + unit
    return plain(round(value, digits)) + unit


def written(claim: Claim) -> str:
    """A figure for a line of arithmetic, exactly: 2206.3亿元."""
    return scaled(claim.value) + claim.unit


def _above(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low > high
