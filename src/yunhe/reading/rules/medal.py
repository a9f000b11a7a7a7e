"""Medals counted by their metal: 夺得16金7银6铜."""

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 40
FORMS = ("arabic",)
EXAMPLES = (
    reads("我省健儿夺得16金7银6铜。", "16金", kind="level", value="16", unit="枚"),
    reads("我省健儿夺得16金7银6铜。", "6铜", kind="level", value="6", unit="枚"),
)
NOT_EXAMPLES = ("建成2025金砖峰会会场。",)

_METALS = ("金", "银", "铜")
_STOPS = frozenset("，。；、！的")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Take the metal as what is counted when another count or the end of the clause stands behind it."""
    chars, end = passage.chars, numeral.end
    if numeral.unit or numeral.multiplier or numeral.more or chars[end : end + 1] not in _METALS:
        return False
    behind = chars[end + 1 : end + 2]
    if behind and behind not in _STOPS and not behind.isdigit():
        return False
    numeral.unit = "枚"
    numeral.end = numeral.tail = end + 1
    return True
