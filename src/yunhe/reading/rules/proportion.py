"""One to another: 城乡居民收入比 2.22:1."""

from decimal import Decimal

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 24
FORMS = ("proportion",)
EXAMPLES = (reads("城乡居民收入比由2.22:1缩小到2.06:1。", "2.06:1", kind="ratio", value="2.06", unit=""),)
NOT_EXAMPLES = ("会议于15:30开始。",)


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Give N:1 the value N; times of day are no figures."""
    if numeral.form != "proportion":
        return False
    left, right = numeral.digits.replace("：", ":").split(":")
    if "." not in left and len(right) == 2 and int(left) < 25 and right.isdigit() and int(right) < 60:
        numeral.what = "date"
        return True
    if not Decimal(right):
        return False
    numeral.kind, numeral.unit = "ratio", ""
    numeral.value = Decimal(left) if right == "1" else (Decimal(left) / Decimal(right)).quantize(Decimal("0.01"))
    return True
