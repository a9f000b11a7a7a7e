"""Numbers that letters make a name of: 5G, A股, PM2.5, F1H, G60, IPv6, Ⅲ类, 3A级."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 20
FORMS = ("arabic", "proportion")
EXAMPLES = (
    reads("全省PM2.5平均浓度为43微克/立方米。", "43微克/立方米", value="43"),
    reads("集聚3A级以上物流企业11家。", "11家", value="11"),
)
NOT_EXAMPLES = (
    "康桥村5G创新产业园竣工。",
    "PM2.5浓度下降。",
    "举办F1H女子曲棍球联赛。",
    "长三角G60科创走廊。",
    "推进IPv6行动。",
)

_LETTER = re.compile("[A-Za-zⅠ-Ⅻα-ω]")
_AFTER = re.compile("[A-Za-z](?![A-Za-z]*[/·])|[+＋×*xX](?=[\\dA-ZＮN])")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `name` when a letter stands directly before or behind the digits."""
    if numeral.form not in ("arabic", "proportion"):
        return None
    chars, start = passage.chars, numeral.start
    before = chars[start - 1 : start] if start > passage.start else ""
    if before and (_LETTER.match(before) or (before in "-—–" and _LETTER.match(chars[start - 2 : start - 1]))):
        return "name"
    if (
        numeral.unit
        and numeral.unit[0].isascii()
        and numeral.unit[0].isalpha()
        and not chars[numeral.end : numeral.end + 1].isascii()
    ):
        return None
    if not numeral.multiplier and numeral.number_end == numeral.end and _AFTER.match(chars, numeral.end):
        return "name"
    if not numeral.multiplier and not numeral.unit and numeral.end < passage.end and _LETTER.match(chars, numeral.end):
        return "name"
    return None
