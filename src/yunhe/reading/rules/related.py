"""Which level a growth, change, rank or streak belongs to."""

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 20
EXAMPLES = (reads("进出口总额1177.1亿元，增长13.7%。", "13.7%", of=5),)
NOT_EXAMPLES = ("进出口总额增长13.7%。",)

_BASES = ("level", "ratio")
_PARTS = ("growth", "change", "rank", "streak")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Tie a part to the last level of the same name in its sentence."""
    if figure.kind not in _PARTS or figure.subject is None:
        return False
    for before in reversed(sentence.figures[:index]):
        if before.kind in _BASES and before.subject == figure.subject:
            figure.of = before
            return True
    return False
