"""Counts that only announce what follows: 6方面工作, 5个“坚定不移”, 十件实事, 以下五个原则."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 50
FORMS = ("arabic", "chinese")
EXAMPLES = (reads("完成37项改革任务。", "37项", kind="level", value="37"),)
NOT_EXAMPLES = ("我们主要做了以下6方面工作。", "着重做到5个“坚定不移”。", "办好十件民生实事。", "坚持以下五个原则。")

_ANNOUNCES = re.compile(
    "(?:个|大)?(?:方面|重点任务|重点工作|关键词|坚定不移|字|原则|坚持|聚焦|突出|更加|着力)|"
    "[项件]?(?:重点)?(?:工作|任务)[：:。]|个(?:更|坚|突|着力|聚焦|强化|方面|新突破|重大突破|统筹|"
    "转变|百年|不|领域[：。])|[件项类]?(?:民生|惠民|利民|为民|为企|实事|便民|重点民生)|"
    "[件项][\u4e00-\u9fff]{0,8}实事"
)
AHEAD = re.compile(
    "(?:以下|如下|下列|做到|坚持|突出|增强|实现|围绕|聚焦|处理好|把握|做好|抓好|这|那|上述|前述|其他|为)$"
)


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `announced` for the outline's own counts."""
    if numeral.form not in ("arabic", "chinese"):
        return None
    chars, behind = passage.chars, numeral.number_end
    if numeral.form == "arabic" and (numeral.multiplier or numeral.value >= 100):
        return None
    if chars.endswith(("连续", "已连"), passage.start, numeral.start):
        return None
    quoted = chars.startswith("个“", behind) and AHEAD.search(
        chars[max(passage.start, numeral.start - 4) : numeral.start]
    )
    return "announced" if quoted or _ANNOUNCES.match(chars, behind) else None
