"""A structure in three parts is three ratios: 三次产业比重调整为4.1:40.1:55.8."""

from decimal import Decimal

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 25
FORMS = ("share",)
EXAMPLES = (
    reads("三次产业比重调整为4.1:40.1:55.8。", "40.1", kind="ratio", value="40.1", unit="%"),
    reads("三次产业比重调整为4.1:40.1:55.8。", "55.8", indicator="三次产业比重"),
)
NOT_EXAMPLES = ("城乡居民收入比为2.2:1。",)


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Each part is a share in per cent."""
    numeral.kind, numeral.unit, numeral.value = "ratio", "%", Decimal(numeral.digits)
    return True
