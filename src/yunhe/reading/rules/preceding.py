"""The name stands in the clause before the figure: 服务业增加值2014.1亿元, 发放各类消费补贴3.7亿元."""

import re

from yunhe.reading.clause import refers_back
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "name", 40
EXAMPLES = (
    reads("发放各类消费补贴3.7亿元。", "3.7亿元", indicator="发放各类消费补贴"),
    reads("新投用学校、幼儿园7所。", "7所", indicator="幼儿园"),
    reads("一般公共预算收入较全年低点回升6.3个百分点。", "6.3个百分点", indicator="一般公共预算收入", scope="全年低点"),
)
NOT_EXAMPLES = ("长三角一体化。",)

_BASE = re.compile("(?:(?<![占同对环])比(?![重例率值价])|较|相比)(?P<base>[^，。；、比较]{1,14})$")
_ACTS_ON = re.compile(".{3,}(?:惠及|带动|撬动|拉动|吸引)(?=[\u4e00-\u9fff]{2})")


def name(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Take the clause before the figure, without a base of comparison."""
    start, end = figure.core
    text = sentence.passage.masked(start, end)
    base = _BASE.search(text)
    if base and figure.kind in ("growth", "change"):
        end = start + base.start()
    if end <= start or refers_back(text[: end - start]):
        return _fall_back(sentence, figure)
    acts = _ACTS_ON.match(sentence.passage.masked(start, end))
    if acts and figure.kind == "level":
        start += acts.end()
    figure.subject = (start, end)
    return True


def _fall_back(sentence: Sentence, figure: Numeral) -> bool:
    """Nothing before: what stands behind, else the words of the clause itself, else what was named before."""
    carried = sentence.subjects[-1] if sentence.subjects else sentence.subject
    if carried is not None and figure.kind != "level":
        figure.subject, figure.carried = carried, True
    elif figure.reach > figure.tail:
        figure.subject = (figure.tail, figure.reach)
    elif carried is not None:
        figure.subject, figure.carried = carried, True
    elif figure.start > figure.gap:
        figure.subject = (figure.gap, figure.start)
    return figure.subject is not None
