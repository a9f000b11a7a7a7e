"""A share or rate that is no change: 占比89%, 提升至1.14%, 出庭应诉率达100%, 收入比2.2:1."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "kind", 50
EXAMPLES = (
    reads("高技术产业增加值占规上工业增加值比重达到89%。", "89%", kind="ratio", value="89"),
    reads("研发投入占比提升至1.14%。", "1.14%", kind="ratio"),
    reads("规模是2015年的2.3倍。", "2.3倍", kind="ratio"),
)
NOT_EXAMPLES = ("生产总值增长4%。",)

_PRICES = re.compile("(?:消费价格|零售价格|物价)(?:总?指数|总?水平|总体水平)?$|CPI$")


def kind(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Per cent without a verb of change is a ratio."""
    if figure.kind or figure.unit not in ("%", "‰", "倍", "成"):
        return False
    if _PRICES.search(sentence.text(figure.core)) and figure.value < 50:
        figure.kind = "growth"
        return True
    figure.kind = "ratio"
    return True
