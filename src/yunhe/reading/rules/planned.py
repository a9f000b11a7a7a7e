"""Whether a figure is done, expected, or wanted: status actual, estimate, target."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 30
EXAMPLES = (
    reads("一、2024年工作回顾\n预计地区生产总值增长5%。", "5%", status="estimate"),
    reads("一、2024年工作回顾\n城镇新增就业3万人，超额完成2.5万人的目标任务。", "2.5万人", status="target"),
    reads("二、2025年工作安排\n城镇新增就业3万人以上。", "3万人", status="target"),
    reads("一、2024年工作回顾\n城镇新增就业3万人。", "3万人", status="actual"),
)
NOT_EXAMPLES = ("一、2024年工作回顾\n力争上游。",)

_ESTIMATE = re.compile("预计|初步核算|初步统计|初步测算|据测算")
_GOAL_BEHIND = re.compile(
    "(?:以[上下内]|左右)?的?(?:年度|预期|约束性|全年|规划|国家|省定|既定|计划|考核)*(?:目标|任务)"
)
_GOAL_AHEAD = re.compile("目标(?:值|数)?(?:为|是)?$|(?:力争|确保|拟)[^，。]{0,12}$")
_WANTED = re.compile("(?:预期|主要|奋斗|发展)目标(?:是|为|：|:)")
_PAST = re.compile(
    "(?<![于比较与超])(?:去年|上年)(?!同期)|过去[一两三四五\\d]年|已经?(?:建成|完成|达|有|实现|形成)|"
    "五年来|一年来|截至目前|目前|今年以来"
)
_AHEAD = re.compile("今年(?!以来)|明年|力争|将|计划|目标|到20[2-9]\\d年")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Decide by the part of the report, then by words beside the figure."""
    chars = sentence.passage.chars
    if sentence.passage.role == "plan":
        if "已" in chars[figure.tail : figure.reach]:
            return False
        if _PAST.search(chars, sentence.start, figure.start) and not _AHEAD.search(chars, sentence.start, figure.start):
            return False
        figure.status = "target"
        return True
    if figure.kind == "change" and figure.scope:
        return False
    if _GOAL_BEHIND.match(chars, figure.tail) or _GOAL_AHEAD.search(
        chars, max(sentence.start, figure.gap - 1), figure.start
    ):
        figure.status = "target"
        return True
    if _WANTED.search(chars, sentence.start, figure.start):
        figure.status = "target"
        return True
    if _ESTIMATE.search(chars, sentence.start, figure.start):
        figure.status = "estimate"
        return True
    return False
