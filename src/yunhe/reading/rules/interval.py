"""A range is two figures, a lower end (>) and an upper end (<): 5%-6%, 6—6.5%, 1至2个百分点."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import scaled
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 30
FORMS = ("arabic", "chinese")
EXAMPLES = (
    reads("地区生产总值增长5%-6%。", "5%", bound=">", kind="growth", unit="%"),
    reads("地区生产总值增长5%-6%。", "6%", bound="<", kind="growth"),
    reads("税收占比提高1至2个百分点。", "1", bound=">", kind="change", unit="个百分点"),
)
NOT_EXAMPLES = ("1—11月，投资增长3%。", "从2018年到2022年。")

_DASH = re.compile("—+|-|~|至|到|－")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Mark both ends of a range; the lower end takes the unit of the upper."""
    following = passage.numerals[index + 1] if index + 1 < len(passage.numerals) else None
    if (
        following is None
        or following.what
        or numeral.form not in ("arabic", "chinese")
        or following.form != numeral.form
    ):
        return False
    dash = _DASH.fullmatch(passage.chars, numeral.end, following.start)
    if not dash or not following.unit or numeral.unit not in ("", following.unit):
        return False
    if passage.chars[numeral.start - 1 : numeral.start] in ("由", "从"):
        return False
    lower = numeral.value if numeral.multiplier or numeral.unit else scaled(numeral.value, following.multiplier)
    if lower >= following.value:
        return False
    numeral.value, numeral.unit = lower, following.unit
    numeral.bound, following.bound = ">", "<"
    numeral.rules.append("interval")
    following.rules.append("interval")
    return True
