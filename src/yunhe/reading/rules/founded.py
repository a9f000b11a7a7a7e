"""The 口径 that a figure is stated on: 可比价, 同口径, “五经普”调整后, 规上, 限上."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 40
TRIGGERS = ("价", "口径", "经普", "因素", "核算方法", "还原", "实际增长", "名义增长", "规", "限上", "限额")
EXAMPLES = (
    reads("按可比价格计算，增加值增长5%。", "5%", basis="可比价"),
    reads("一般公共预算收入同口径增长6%。", "6%", basis="同口径"),
    reads("社会消费品零售总额1658.6亿元（“五经普”调整后数据），增长3.5%。", "1658.6亿元", basis="“五经普”调整后"),
    reads("规上工业增加值增长3.9%。", "3.9%", basis="规上"),
)
NOT_EXAMPLES = ("增长5%。",)

_WORDS = re.compile(
    "可比价|不变价|现价|同口径|可比口径|原口径|新口径|原核算方法|“?[四五六]经普”?调整后|扣除价格因素|"
    "剔除[^，。；（）]{2,16}因素|扣除[^，。；（）]{2,10}因素|还原留抵退税|实际增长|名义增长|全口径|常住人口口径"
)
_OF_THE_NAME = re.compile("规模以上|规上|限额以上|限上")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Look in the clause of the figure, in the name it took over, and in the remark behind it."""
    chars = sentence.passage.chars
    end = figure.reach
    if chars[figure.tail : figure.tail + 1] == "（":
        end = chars.find("）", figure.tail, figure.tail + 40)
        end = figure.tail if end < 0 else end
    found = _WORDS.search(chars, _from(sentence, figure, index), max(end, figure.end))
    if not found and figure.subject:
        found = _WORDS.search(chars, *figure.subject) or _OF_THE_NAME.search(chars, *figure.subject)
    if not found:
        return False
    figure.basis = found.group()
    return True


def _from(sentence: Sentence, figure: Numeral, index: int) -> int:
    """Words such as 按可比价计算 stand in a clause of their own before the first figure."""
    if index:
        return figure.gap
    return sentence.start
