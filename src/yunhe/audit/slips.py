"""What a slip of the hand makes of a figure: one digit other, the point moved, 万 for 亿, 下降 for 增长."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from yunhe.types import Claim, Quantity

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DIGITS_TRIED = 4
_SHIFTS = (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"), Decimal(10000), Decimal("0.0001"))
_LOOSE = Decimal("0.3")


def meant(claim: Claim) -> Iterator[Claim]:
    """The claims that a figure may have been before one slip."""
    for value in _values(claim):
        yield replace(claim, quantity=Quantity(value, claim.unit, claim.bound))


def is_slip(one: Decimal, other: Decimal, slack: Decimal = _LOOSE) -> bool:
    """Whether one value is about ten, a hundred, ten thousand … times the other: a point or a 万 gone astray."""
    if one <= 0 or other <= 0:
        return False
    power = (one / other).log10()
    whole = power.to_integral_value()
    return whole != 0 and abs(power - whole) <= (1 + slack).log10()


def _values(claim: Claim) -> Iterator[Decimal]:
    found = _NUMBER.search(re.sub(r"[\s,，]", "", claim.quote))
    written = Decimal(found.group()) if found else Decimal(0)
    if found and written:
        scale = claim.value / written
        for number in _one_digit_other(found.group()):
            yield Decimal(number) * scale
    if claim.kind == "growth":
        yield -claim.value
    yield from (claim.value * shift for shift in _SHIFTS[: 2 if claim.kind == "growth" else None])


def _one_digit_other(number: str) -> Iterator[str]:
    places = [at for at, char in enumerate(number) if char.isdigit()][:_DIGITS_TRIED]
    for at in places:
        for digit in "0123456789":
            if digit != number[at]:
                yield number[:at] + digit + number[at + 1 :]
