"""Times or years in a row: 连续6年, 连续三次, 二十连创, 六连冠, 连续第5年."""

import re
from decimal import Decimal

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import chinese
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 5
FORMS = ("arabic", "chinese", "ordinal")
EXAMPLES = (
    reads("“健康浙江”考核连续6年获评优秀。", "6年", kind="streak", value="6", unit="年"),
    reads("“平安拱墅”实现“二十连创”。", "二十", kind="streak", value="20", unit="次"),
    reads("实现全国双拥模范城“六连冠”。", "六", kind="streak", value="6"),
    reads("粮食产量连续三年超过千亿斤。", "三年", kind="streak", value="3"),
)
NOT_EXAMPLES = ("历时6年建成。", "六年来成效显著。")

_ROW = re.compile("连(?:[冠创增升降优胜涨贯丰快好“]|[居夺获])")
_UNITS = ("年", "次", "届", "个季度", "季度", "个月", "月", "周", "天", "度", "轮", "批")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Give a numeral behind 连续 or before 连冠 the kind streak."""
    chars, start = passage.chars, numeral.start
    if _ROW.match(chars, numeral.number_end) and numeral.form in ("arabic", "chinese") and numeral.value > 1:
        numeral.kind, numeral.unit = "streak", "次"
        numeral.end = numeral.number_end
        numeral.tail = numeral.end + 2 + chars.startswith("”", numeral.end + 2)
        return True
    if numeral.form == "ordinal" and _in_a_row(chars, start):
        return _nth(passage, numeral)
    if numeral.unit in _UNITS and numeral.form in ("arabic", "chinese") and _in_a_row(chars, start):
        numeral.kind = "streak"
        return True
    return False


def _nth(passage: Passage, numeral: Numeral) -> bool:
    """连续第14年: the figure is 14年."""
    digits = numeral.digits[1:]
    value = Decimal(digits) if digits.isdigit() and digits.isascii() else chinese(digits)
    unit = next((u for u in _UNITS if passage.chars.startswith(u, numeral.end)), "")
    if value is None or not unit:
        return False
    numeral.kind, numeral.value, numeral.unit = "streak", value, unit
    numeral.start += 1
    numeral.end = numeral.tail = numeral.end + len(unit)
    return True


def _in_a_row(chars: str, start: int) -> bool:
    return chars.endswith(("连续", "已连续", "蝉联", "连续第"), 0, start) or (
        chars.endswith("连", 0, start) and not chars.endswith("相连", 0, start)
    )
