"""Numerals to exact values: `2,206.3`, `三千二百万`, `一百二十三点五`, `3万`."""

from decimal import Context, Decimal
from functools import lru_cache

CHINESE = "〇零一二两三四五六七八九十百千万亿"
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_POWERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}
MULTIPLIERS = {
    small + large: Decimal(10) ** (_POWERS[small] + _POWERS[large])
    for small in ("", "十", "百", "千")
    for large in ("", "万", "亿", "万亿")
}
_EXACT = Context(prec=400)


def arabic(digits: str) -> Decimal:
    """The value of an Arabic numeral with or without thousands separators."""
    return Decimal(digits.replace(",", ""))


def scaled(value: Decimal, multiplier: str) -> Decimal:
    """A value times 万, 亿 …, without the idle zeros behind the point that the product leaves."""
    if not multiplier:
        return value
    product = _EXACT.multiply(value, MULTIPLIERS[multiplier])
    whole = product.to_integral_value(context=_EXACT)
    return whole if whole == product else _EXACT.normalize(product)


@lru_cache(4096)
def chinese(run: str) -> Decimal | None:
    """The value of a run of Chinese numerals, decimals behind 点; None when it is no number (一二三, 百千万)."""
    whole, point, rest = run.partition("点")
    value = _whole(whole)
    if value is None or (point and not all(c in _DIGIT for c in rest)):
        return None
    if not rest:
        return Decimal(value)
    large = 1
    return Decimal(f"{value}.{''.join(str(_DIGIT[c]) for c in rest)}") * large


def _whole(run: str) -> int | None:
    if run and all(c in _DIGIT for c in run):
        return (
            int("".join(str(_DIGIT[c]) for c in run))
            if (len(run) != 2 and len(run) != 3) or "〇" in run or "零" in run
            else None
        )
    total = section = 0
    digit: int | None = None
    last_small = 10**4
    for c in run:
        if c in _DIGIT:
            if digit not in (None, 0):
                return None
            digit = _DIGIT[c]
        elif c in _SMALL:
            if _SMALL[c] >= last_small:
                return None
            last_small = _SMALL[c]
            section += (1 if digit is None else digit) * last_small
            digit = None
        else:
            total, section, digit, last_small = _close(total, section, digit, _LARGE[c]), 0, None, 10**4
    return total + section + (digit or 0) * _colloquial(run)


def _close(total: int, section: int, digit: int | None, large: int) -> int:
    """Close a section at 万 or 亿: 三千二百万, 一万亿; a bare 亿 counts once."""
    part = section + (digit or 0)
    if total and large == 10**8:
        return (total + part) * large
    return total + (part or (0 if total else 1)) * large


def _colloquial(run: str) -> int:
    """三万五 means 35 000: the digit behind a unit counts tenths of it, unless 零 stands between."""
    if len(run) > 2 and run[-1] in _DIGIT and run[-2] in "百千万亿" and run[-1] not in "零〇":
        return {"百": 10, "千": 100, "万": 1000, "亿": 10**7}[run[-2]]
    return 1


def year(text: str) -> int | None:
    """A year written either way: 1985, 一九八五."""
    if text.isdigit() and text.isascii():
        return int(text)
    value = chinese(text)
    return int(value) if value is not None else None
