"""A figure without a name of its own belongs to what was named last: …2206.3亿元，增长4%，总量居全市第一."""
import re

from yunhe.reading.clause import refers_back
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.rules.following import VERBAL
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "name", 30
EXAMPLES = (
    reads("全区实现地区生产总值2206.3亿元，增长4%。", "4%", indicator="全区实现地区生产总值"),
    reads("研发投入超过2700亿元，占GDP比重达2.72%。", "2.72%", indicator="研发投入", kind="ratio"),
    reads("地区生产总值从2874.4亿元增加到6010.5亿元，年均增长11.3%。", "6010.5亿元", indicator="地区生产总值"),
)
NOT_EXAMPLES = ("税占比达83.4%。",)


def name(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Take over the last name when the clause says only 总量, 同比, 占GDP比重 or nothing at all."""
    text = sentence.text(figure.core)
    if not refers_back(text) and not (figure.kind == "level" and sentence.subjects and VERBAL.fullmatch(text)):
        return False
    carried = sentence.subjects[-1] if sentence.subjects else sentence.subject
    if carried is None:
        return False
    figure.subject = carried
    figure.carried = True
    return True
