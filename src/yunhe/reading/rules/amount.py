"""A number with its unit: 2206.3亿元, 3万余家, 4.6万名, 4%, 31.2个百分点; or a large number without one: 10万农民工."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 50
FORMS = ("arabic", "chinese")
EXAMPLES = (
    reads("全区生产总值2206.3亿元。", "2206.3亿元", value="220630000000", unit="元", kind="level"),
    reads("服务覆盖企业3万余家。", "3万余家", value="30000", unit="家", bound=">"),
    reads("社会消费品零售总额1658.6亿\n\n元，增长3.5%。", "1658.6亿\n\n元", value="165860000000"),
    reads("城镇居民人均可支配收入37 511元。", "37 511元", value="37511"),
    reads("生产总值增长13. 5％。", "13. 5％", value="13.5"),
    reads("提高31.2个百分点。", "31.2个百分点", unit="个百分点", kind="change"),
    reads("帮助10万农民工返乡。", "10万", value="100000"),
)
NOT_EXAMPLES = (
    "大力弘扬长三角精神。",
    "获评26条。"[:3],
)

_INDEX = re.compile("系数|指数|倍差|得分|比值|收入比")
_LEADS = frozenset("为达到在由从至的于约数差分比升降和、")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Take a numeral with a unit, or one whose multiplier shows that it counts."""
    if numeral.form not in ("arabic", "chinese"):
        return False
    if numeral.form == "chinese":
        return (bool(numeral.unit) and not _is_bare(numeral)) or (
            len(numeral.digits) > 3 and numeral.digits[-1] in "万亿"
        )
    if numeral.unit:
        return True
    if not numeral.multiplier:
        return _counts_directly(passage, numeral)
    if numeral.more and numeral.end > numeral.number_end:
        numeral.end = numeral.tail = numeral.number_end + len(numeral.more)
    return True


def _counts_directly(passage: Passage, numeral: Numeral) -> bool:
    """A bare number is a figure behind a word such as 系数, or when 余 or 多 stands behind it and a noun follows."""
    chars, start = passage.chars, numeral.start
    if (
        numeral.digits == "0"
        and chars.startswith(("为", "至", "到"), start - 1)
        and "率" in chars[max(0, start - 12) : start]
    ):
        return True
    if chars[start - 1 : start] in _LEADS and _INDEX.search(
        chars, max(passage.start, chars.rfind("。", 0, start) + 1, start - 60), start
    ):
        return True
    return bool(numeral.more) and "\u4e00" <= passage.chars[numeral.end : numeral.end + 1] <= "\u9fff"


def _is_bare(numeral: Numeral) -> bool:
    """千亿, 百万: a multiplier without a digit, the business of `round_sum`."""
    return all(c in "十百千万亿" for c in numeral.digits) and numeral.digits != "十"
