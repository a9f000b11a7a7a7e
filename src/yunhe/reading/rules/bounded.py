"""How far a figure holds: 超, 突破, 以上, 余 (>), 以内, 不到 (<), 约, 近, 左右 (~)."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 10
EXAMPLES = (
    reads("撬动消费需求超220亿元。", "220亿元", bound=">"),
    reads("地区生产总值增长5.5%左右。", "5.5%", bound="~"),
    reads("城镇调查失业率控制在5%以内。", "5%", bound="<"),
    reads("城镇登记失业率控制在3.5%的目标范围内。", "3.5%", bound="<"),
    reads("净增近6000家。", "6000家", bound="~"),
    reads("经营主体突破200万户。", "200万户", bound=">"),
    reads("开展活动300余场。", "300余场", bound=">"),
)
NOT_EXAMPLES = ("生产总值达到100亿元。",)

_OVER = re.compile(
    "(?:(?<!赶)超过?|突破|破|逾|不低于|不少于|至少(?:有|培育|建成|建设|打造)?|大于|高于|多于|过|再破|跨越|跨过|跨上|站上|迈上|跃上|不小于)(?:了)?[“]?$"
)
_UNDER = re.compile("(?:不到|(?<!不)低于|不超过|不高于|不足|(?<!不)少于|(?<!不)小于|不大于|最多)(?:了)?$")
_STEP = re.compile("台阶|关口|大关")
_WITHIN = re.compile("的?(?:目标|预期|合理|控制|规定)*范围之?内")
_ABOUT = re.compile("(?:(?<![最邻附])近|(?<![签节集预公条合违大])约为?|接近|将近|大约)(?:了)?$")


def _steps(sentence: Sentence, figure: Numeral) -> bool:
    """跨越8个百亿元台阶: as many steps, no more."""
    return (
        figure.unit in ("个", "大") and _STEP.search(sentence.passage.chars[figure.tail : figure.tail + 8]) is not None
    )


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Set the bound from the words on either side of the number."""
    if figure.bound != "=" or figure.kind in ("rank", "streak"):
        return False
    chars = sentence.passage.chars
    after = chars[figure.end : figure.tail]
    before = chars[max(figure.start - 5, sentence.start) : figure.start]
    if figure.more or "以上" in after or after in ("余", "多", "有余"):
        figure.bound = ">"
    elif "以下" in after or "内" in after or _UNDER.search(before) or _WITHIN.match(chars, figure.tail):
        figure.bound = "<"
    elif "左右" in after or "上下" in after or _ABOUT.search(before):
        figure.bound = "~"
    elif (_OVER.search(before) and figure.kind not in ("change", "growth") and not _steps(sentence, figure)) or (
        re.search("(?:(?<!赶)超过?|逾|不低于|突破|高于)$", before) and figure.verb not in ("高于", "超过", "超")
    ):
        figure.bound = ">"
    if figure.bound == "=" and figure.links and index:
        row = sentence.figures[index - 1]
        if (
            row.bound != "="
            and row.tail == row.end
            and row.kind == figure.kind
            and not (row.unit in ("元", "美元") and figure.unit in ("个", "家", "户", "条", "项"))
            and "interval" not in row.rules
            and not row.more
        ):
            figure.bound = row.bound
    return figure.bound != "="
