"""翻一番 is a growth of 100 %, 翻两番 of 300 %."""

from decimal import Decimal

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import chinese
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 22
FORMS = ("doubling",)
EXAMPLES = (
    reads("地区生产总值比2010年翻一番。", "翻一番", kind="growth", value="100", unit="%"),
    reads("城乡居民收入翻两番。", "翻两番", kind="growth", value="300", unit="%"),
    reads("财政收入翻1.36番。", "翻1.36番", kind="growth", value="156.69", unit="%"),
)
NOT_EXAMPLES = ("开创一番新事业。",)

_CENT = Decimal("0.01")  # a doubling of 1.36 times is stated as a growth to two decimals


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Give 翻N番 its growth: 2 to the power of N, less one."""
    if numeral.form != "doubling":
        return False
    digits = numeral.digits.strip("翻了番")
    times = Decimal(digits) if digits.isascii() and digits else chinese(digits) if digits else Decimal(1)
    growth = (Decimal(2) ** (times or 1) - 1) * 100
    numeral.kind, numeral.unit = "growth", "%"
    numeral.value = growth if growth == growth.to_integral_value() else growth.quantize(_CENT)
    return True
