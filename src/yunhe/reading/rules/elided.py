"""Numbers that borrow the unit of the next one: 分别提升0.8、0.4、31.2个百分点; 15、20亿元."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.numerals import scaled
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 40
FORMS = ("arabic", "chinese")
EXAMPLES = (
    reads("甲、乙、丙增速分别提升0.8、0.4、31.2个百分点。", "0.8", unit="个百分点", kind="change"),
    reads("占比分别提高6和12个百分点。", "6", unit="个百分点"),
)
NOT_EXAMPLES = ("承接8+4政策2项。",)

_JOIN = re.compile("[、，]|和|与|及|以及|[、，]?(?:约|近|超|超过)")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Look ahead along a row of bare numbers for the unit they share."""
    if (
        (numeral.unit and not _is_short_for_points(passage, numeral, index))
        or numeral.form not in ("arabic", "chinese")
        or numeral.more
    ):
        return False
    at, row = index, [numeral]
    while at + 1 < len(passage.numerals):
        current, following = passage.numerals[at], passage.numerals[at + 1]
        if (
            following.what
            or following.form != numeral.form
            or not _JOIN.fullmatch(passage.chars, current.end, following.start)
        ):
            return False
        if following.unit and (following.unit != "个" or not numeral.unit):
            return _share(row, following)
        row.append(following)
        at += 1
    return False


def _is_short_for_points(passage: Passage, numeral: Numeral, index: int) -> bool:
    """17.7个、6个和12.5个百分点: 个 is short for 个百分点 when the row ends so and a decimal stands in it."""
    if numeral.unit != "个":
        return False
    for following in passage.numerals[index + 1 : index + 6]:
        if following.unit == "个百分点":
            return True
        if following.unit != "个" or following.what:
            return False
    return False


def _share(row: list[Numeral], last: Numeral) -> bool:
    for position, numeral in enumerate(row):
        numeral.unit = last.unit
        if not numeral.multiplier and last.form == "arabic":
            numeral.value = scaled(numeral.value, last.multiplier)
        if position:
            numeral.rules.append("elided")
    return True
