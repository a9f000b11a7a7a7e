"""两位数增长, 双位数增长 says a growth of at least 10 %."""

from decimal import Decimal

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 18
FORMS = ("chinese", "two_digit")
EXAMPLES = (
    reads("主要经济指标实现两位数增长。", "两位数", kind="growth", value="10", unit="%", bound=">"),
    reads("研发经费投入实现双位数增长。", "双位数", kind="growth", value="10", bound=">"),
)
NOT_EXAMPLES = ("两位同志。",)


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Take 两位数 as 10 % or more."""
    if numeral.form == "two_digit":
        numeral.tail = numeral.end
    elif numeral.digits == "两" and passage.chars.startswith("位数", numeral.number_end):
        numeral.end = numeral.tail = numeral.number_end + 2
    else:
        return False
    numeral.kind, numeral.value, numeral.unit, numeral.bound = "growth", Decimal(10), "%", ">"
    return True
