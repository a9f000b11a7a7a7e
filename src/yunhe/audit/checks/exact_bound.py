"""写到小数的数，又加“以上”“余”“多”。

“3.72亿元以上”既说准到小数，又说不准；已经有了结果的，写准数，或写整数加“以上”。目标和标准里的“以上”是界限，不在此列。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "note"
YIELDS_TO = ("double_bound",)
FLAGS = (
    "一、2024年工作回顾\n完成技改投资3.72亿元以上。",
    "一、2024年工作回顾\n向28.24万余名老人发放药品，完成投资97.6亿元以上，道路改造加快。",
    "一、2024年工作回顾\n累计投入资金766.77亿元以上。",
)
PASSES = (
    "一、2024年工作回顾\n完成技改投资3亿元以上，惠及企业1.3万余家。",
    "二、2025年工作安排\n确保粮食播种面积稳定在110.4万亩以上。",
    "一、2024年工作回顾\n年营业收入1.5亿元以上企业达到30家。",
    "一、2024年工作回顾\n粮食产量稳定在81.2万吨以上。",
    "一、2024年工作回顾\n优良天数比例保持在92.5%以上。",
)
_BOUNDED = re.compile(
    "(?<![\\d.])(?:\\d+\\.\\d+[万亿千百]*(?:元|美元|人次|人|户|家|亩|公里|吨|平方米|个)以上(?=[，。；、]|$)"
    "|\\d+\\.\\d{2,}[万亿千百]*(?:余|多)(?=[元美人户家亩公吨平个名位]))",
    re.M,
)
_LIMIT = re.compile("稳定|保持|确保|控制|力争|不低于|达标|标准|每年|均(?:在|达)|收入$|年产值")
_BEFORE = 24  # letters


def check(case: Case) -> Iterator[Finding]:
    """Results with decimals and a bound behind them."""
    prose = prose_of(case.draft)
    for found in prose.find(_BOUNDED):
        sentence = prose.sentence_at(found.start())
        if sentence.role not in ("front", "review"):
            continue
        words = prose.chars[max(sentence.start, found.start() - _BEFORE) : found.start()]
        if _LIMIT.search(re.split("[，；]", words)[-1]):
            continue
        yield Finding.at(
            prose.span(found.start(), found.end()),
            f"“{found.group()}”写到小数，又不是准数",
            remedy="写准数，或写整数加“以上”“余”",
        )
