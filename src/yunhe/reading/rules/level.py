"""An amount or count, of a stock or of a flow: 2206.3亿元, 新增上市企业2家, 增加到6010亿元."""

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "kind", 60
EXAMPLES = (
    reads("新增上市企业2家。", "2家", kind="level", value="2"),
    reads("地区生产总值从2874.4亿元增加到6010.5亿元。", "6010.5亿元", kind="level"),
)
NOT_EXAMPLES = ("生产总值增长4%。",)


def kind(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """What is no limit, change or share is a level."""
    if figure.kind:
        return False
    figure.kind = "level"
    return True
