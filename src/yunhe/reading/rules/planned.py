"""Whether a figure is done, expected, or wanted: status actual, estimate, target."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 30
EXAMPLES = (
    reads("一、2024年工作回顾\n预计地区生产总值增长5%。", "5%", status="estimate"),
    reads("一、2024年工作回顾\n城镇新增就业3万人，超额完成2.5万人的目标任务。", "2.5万人", status="target"),
    reads(
        "2003年1月10日在某省第九届人民代表大会第一次会议上\n二、今后五年的目标\n到2005年城镇化率由目前的34%提高到42%。",
        "42%",
        status="target",
        period="2005",
    ),
    reads("二、2025年工作安排\n城镇新增就业3万人以上。", "3万人", status="target"),
    reads("一、2024年工作回顾\n城镇新增就业3万人。", "3万人", status="actual"),
    reads(
        "2025年1月10日在某市第一届人民代表大会第四次会议上\n一、2024年工作回顾\n新建道路6条。\n附件：2025年民生实事\n新建学校7所。",
        "7所",
        status="target",
        period="2025",
    ),
    reads("一、2024年工作回顾\n新增就业45万人，超过目标2万人。", "2万人", status="actual"),
    reads(
        "2016年1月10日在某省第一届人民代表大会第四次会议上\n二、“十三五”主要目标\n“十二五”期间，贡献率提高了7.8个百分点。",
        "7.8个百分点",
        status="actual",
        period="2011-2015",
    ),
    reads(
        "2025年1月10日在某市第一届人民代表大会第四次会议上\n一、2024年工作回顾\n编制路网规划，到2035年里程达到900公里。",
        "900公里",
        status="target",
        period="2035",
    ),
)
NOT_EXAMPLES = ("一、2024年工作回顾\n力争上游。",)

_ESTIMATE = re.compile("预计|初步核算|初步统计|初步测算|据测算")
_GOAL_BEHIND = re.compile(
    "(?:以[上下内]|左右)?的?(?:年度|预期|约束性|全年|规划|国家|省定|控制|调控|既定|计划|考核)*(?:目标|任务)"
)
_GOAL_AHEAD = re.compile("目标(?:值|数)?(?:为|是)?$|(?:力争|确保|(?<![模虚])拟)[^，。]{0,12}$")
_BEYOND = re.compile("(?:超|高于|低于)[^，。；]{0,8}目标(?:任务)?(?:值|数)?$")
_WANTED = re.compile("(?:预期|主要|奋斗|发展)目标(?:是|为|：|:)")
_PAST = re.compile(
    "(?<![于比较与超])(?:去年|上年)(?!同期)|过去[一两三四五\\d]年|已经?(?:建成|完成|达|有|实现|形成)|"
    "五年来|一年来|截至目前|目前|今年以来"
)
_AHEAD = re.compile("今年(?!以来)|明年|力争|将|计划|目标|到(?:19|20)\\d\\d年")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Decide by the part of the report, then by words beside the figure."""
    chars = sentence.passage.chars
    if sentence.passage.role == "plan":
        if _lies_back(sentence, figure):
            return False
        if "已" in chars[figure.tail : figure.reach]:
            return False
        if _PAST.search(chars, sentence.start, figure.start) and not _AHEAD.search(chars, sentence.start, figure.start):
            return False
        figure.status = "target"
        return True
    if figure.kind == "change" and figure.scope:
        return False
    if _BEYOND.search(chars, max(sentence.start, figure.gap - 1), figure.start):
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
    if _lies_ahead(sentence, figure):
        figure.status = "target"
        return True
    return False


def _lies_back(sentence: Sentence, figure: Numeral) -> bool:
    """“十二五”期间提高了7.8个百分点 among the goals of the next five years is no goal, unless it is called one."""
    times, chars = sentence.passage.times, sentence.passage.chars
    last = times.at(figure.start)[1]
    return (
        last is not None
        and times.review is not None
        and last <= times.review
        and not _GOAL_BEHIND.match(chars, figure.tail)
        and not _GOAL_AHEAD.search(chars, max(sentence.start, figure.gap - 1), figure.start)
    )


def _lies_ahead(sentence: Sentence, figure: Numeral) -> bool:
    """规划到2035年建成10个: years that nobody can have seen when the report was given."""
    times = sentence.passage.times
    first, last = times.at(figure.start)
    if sentence.passage.role == "appendix" and times.review and first:
        return first > times.review
    return bool(times.review and first and last and (last > times.review + 1 and first >= times.review))
