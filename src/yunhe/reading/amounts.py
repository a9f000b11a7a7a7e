"""An exact value written as a report would write it."""

from decimal import Decimal

from yunhe.types import Bound, Claim, Quantity

_SCALES = (("万亿", Decimal(10**12)), ("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_BEFORE: dict[Bound, str] = {"=": "", ">": "超", "<": "不到", "~": "约"}


def plain(value: Decimal) -> str:
    """The exact value in digits, without exponent or idle zeros: 2206.3亿 → 220630000000."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits


def scaled(value: Decimal) -> str:
    """A value as a report would write it, exactly: 220630000000 → 2206.3亿."""
    for word, factor in _SCALES:
        small = value / factor
        if abs(value) >= factor and small * factor == value and -_exponent(small) <= 2:
            return plain(small) + word
    return plain(value)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def amount(claim: Claim) -> str:
    """The figure as a person says it: 超2206.3亿元, +4%, 第1位, 前10位, 连续6年."""
    return amount_of(claim.kind, claim.quantity)


def amount_of(kind: str, quantity: Quantity) -> str:
    """A quantity of a kind as a person says it."""
    value, unit, bound = quantity
    if kind == "rank":
        return ("前" if bound == "<" else "第") + plain(value) + unit
    said = scaled(value) + unit
    if kind == "streak":
        return "连续" + said
    sign = "+" if kind in ("growth", "change") and value > 0 else ""
    return _BEFORE[bound] + sign + said
