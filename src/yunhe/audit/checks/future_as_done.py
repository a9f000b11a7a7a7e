"""还没有到的年份，不能说已经完成。

2025年1月的报告写“2026年已建成通车”，不是年份写错，就是把计划说成了结果。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.audit.sessions import reviewed_year
from yunhe.types import Case, Finding

SEVERITY = "warning"
_HEAD = "江州市政府工作报告\n——2025年1月8日在江州市第十四届人民代表大会第四次会议上\n各位代表：\n一、2024年工作回顾\n"
FLAGS = (
    _HEAD + "运河大桥2026年已建成通车。",
    _HEAD + "2027年顺利完成老旧小区改造120个。",
    _HEAD + "“2026年行动计划”目标任务分解到位，新体育馆于2026年如期竣工。",
)
PASSES = (
    _HEAD + "运河大桥2024年已建成通车，明年启动二期。",
    _HEAD + "运河大桥将于2026年顺利建成通车。",
    _HEAD + "确保2026年如期竣工。",
    _HEAD + "力争2027年顺利完成改造。",
    _HEAD + "为2027年如期实现建军一百年奋斗目标贡献力量。",
)
_DONE = re.compile(
    "(20\\d\\d)年(?!行动|规划|目标)[^，。；：、\\d将力拟要预计划目标争确保]{0,10}"
    "(?:已经?|顺利|如期|圆满|提前)(?:建成|完成|投产|通车|竣工|开通|投运|投用)"
)
_AHEAD = re.compile(
    "[将要拟]|确保|力争|争取|预计|计划|目标|为了?|到20|前(?:后)?$|有望|可|需|努力|推动|推进|加快|保障|规划"
)


def check(case: Case) -> Iterator[Finding]:
    """Years after the session's of which the review says that something is done."""
    year = reviewed_year(case.draft)
    if year is None:
        return
    prose = prose_of(case.draft)
    for found in prose.find(_DONE):
        sentence = prose.sentence_at(found.start())
        clause = re.split("[，；。：]", prose.chars[sentence.start : found.start()])[-1]
        if sentence.role == "review" and int(found[1]) > year + 1 and not _AHEAD.search(clause):
            yield Finding.at(
                prose.span(found.start(), found.end()),
                f"{found[1]}年还没有到，写成了已经完成",
                evidence=f"报告回顾的是{year}年",
                remedy="核对年份；是计划的写明“将”“计划”",
            )
