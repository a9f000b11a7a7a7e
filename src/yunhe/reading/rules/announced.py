"""Counts that only announce what follows, and sets that are names: 6方面工作, 5个“坚定不移”, 十件实事, 三大攻坚战."""
import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 50
EXAMPLES = (reads("涵盖南京、苏州、连云港三个片区的自贸试验区。", "三个", kind="level", value="3"), reads("两家企业上市。", "两家", value="2"))
NOT_EXAMPLES = ("我们主要做了以下6方面工作。", "着重做到5个“坚定不移”。", "办好十件民生实事。", "打好三大攻坚战。", "坚持以下五个原则。", "四项主要污染物减排。")

_ANNOUNCES = re.compile("(?:个|大)?(?:方面|重点任务|重点工作|关键词|坚定不移|字|原则|坚持|聚焦|突出|更加|着力)|[项件]?(?:重点)?(?:工作|任务)[：:。]|个(?:更|坚|突|着力|聚焦|强化|方面|新突破|重大突破|统筹|转变|百年|不|领域[：。])|[件项类]?(?:民生|惠民|利民|为民|为企|实事|便民|重点民生)")
_AHEAD = re.compile("(?:以下|如下|下列|做到|坚持|突出|增强|实现|围绕|聚焦|处理好|把握|做好|抓好|这|那|上述|前述|其他|为)$")
_MEASURES = frozenset("% ‰ 个百分点 百分点 成 倍 岁 周岁 公里 平方米 平方公里 公顷 吨 斤 公斤 美元 分 年 立方米 千瓦 千瓦时 人次 天 小时 米 番".split())
_CONCRETE = frozenset("家所座名人户台辆艘架亩吨元口幢栋宗起")
_THINGS = re.compile("(?:[\u4e00-\u9fff]{0,6}?)(?:片区|县(?!级)|市(?!场|民|政|值)|区(?!域)|乡镇|街道|村|社区|城市|企业|国家|项目|基地|园区|单位|品种|省)")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `announced` for the outline's own counts, `set` for numbers that belong to the name of a set."""
    if numeral.form not in ("arabic", "chinese"):
        return None
    chars, behind = passage.chars, numeral.number_end
    if numeral.form == "arabic":
        if numeral.multiplier or numeral.value >= 100:
            return None
        quoted = chars.startswith("个“", behind) and _AHEAD.search(chars[max(passage.start, numeral.start - 4) : numeral.start])
        return "announced" if quoted or _ANNOUNCES.match(chars, behind) else None
    return _chinese_set(passage, numeral)


def _chinese_set(passage: Passage, numeral: Numeral) -> str | None:
    chars, unit = passage.chars, numeral.unit
    if chars.endswith(("连续", "已连"), passage.start, numeral.start):
        return None
    if len(numeral.digits) > 1 and "点" in numeral.digits:
        return None
    if not unit or unit == "强":
        return None
    if _ANNOUNCES.match(chars, numeral.number_end):
        return "announced"
    if unit == "个" and 2 <= numeral.value:
        before = chars[max(passage.start, numeral.start - 4) : numeral.start]
        if _AHEAD.search(before) or not _THINGS.match(chars, numeral.end):
            return "set" if numeral.value < 20 else None
        return None
    if numeral.value <= 12 and unit not in _CONCRETE and unit not in _MEASURES:
        return "set"
    return None
