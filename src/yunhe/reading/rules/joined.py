"""A bare number tied to one that is no figure is none either: 24—26号泊位, 3~5年努力, 1、2号线."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 90
FORMS = ("arabic", "chinese")
EXAMPLES = (reads("1、2号线开通，新增公交线路20条。", "20条", value="20"),)
NOT_EXAMPLES = ("镇海港区24—26号液体化工泊位。", "1、2号线开通。", "办好2018世界短池游泳锦标赛。")

_JOIN = re.compile("—+|-|~|至|到|、|和|与|及|[+＋×*/]")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Give the class of the next numeral; a bare year in front of an event is a date."""
    if numeral.form not in ("arabic", "chinese"):
        return False
    if (
        len(numeral.digits) == 4
        and numeral.digits.isdigit()
        and 1900 <= numeral.value <= 2100
        and not numeral.unit
        and not numeral.multiplier
    ):
        numeral.what = "date"
        return True
    following = passage.numerals[index + 1] if index + 1 < len(passage.numerals) else None
    if (
        following is None
        or following.what in (None, "unread")
        or not _JOIN.fullmatch(passage.chars, numeral.end, following.start)
    ):
        return False
    numeral.what = following.what
    return True
