"""Shares written in words or as a fraction: 三分之二, 百分之十五点三, 1/4, 九成, 一半."""

import re
from decimal import Decimal

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import arabic, chinese
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 20
FORMS = ("fraction", "arabic", "chinese")
EXAMPLES = (
    reads("新增财力的三分之二用于民生。", "三分之二", kind="ratio", value="66.67", unit="%"),
    reads("占全国的1/4。", "1/4", value="25", unit="%"),
    reads("粮食产量增长百分之五点三。", "百分之五点三", kind="growth", value="5.3", unit="%"),
    reads("产量占全国一半以上。", "一半", kind="ratio", value="50", unit="%", bound=">"),
    reads("近九成项目开工。", "九成", value="90", unit="%", bound="~"),
)
NOT_EXAMPLES = ("建成7×24小时便民站。", "组成专班。")

_HALF = re.compile("半(?:以上|以下|左右|[，。；、])")
_CENT = Decimal("0.01")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Turn a written fraction or 成 into per cent, thirds rounded to two decimals."""
    if numeral.form == "fraction":
        value = _value(numeral.digits)
        if value is None:
            return False
        numeral.value, numeral.unit = value, "‰" if numeral.digits.startswith("千分之") else "%"
        return True
    if numeral.unit == "成" and numeral.form in ("arabic", "chinese") and numeral.value <= 10:
        numeral.value, numeral.unit = numeral.value * 10, "%"
        return True
    if numeral.digits == "一" and _HALF.match(passage.chars, numeral.number_end):
        numeral.value, numeral.unit = Decimal(50), "%"
        numeral.end = numeral.tail = numeral.number_end + 1
        return True
    return False


def _value(digits: str) -> Decimal | None:
    if "/" in digits:
        above, below = digits.split("/")
        return (Decimal(above) / Decimal(below) * 100).quantize(_CENT) if int(below) else None
    below, above = digits.split("分之")
    part = arabic(above) if above[0].isdigit() and above[0].isascii() else chinese(above)
    whole = chinese(below)
    if part is None or not whole:
        return None
    return part if whole in (100, 1000) else (part / whole * 100).quantize(_CENT)
