"""“下降”后面不再写负号。

“下降-3%”两重否定，读者不知是降是升；“增长-3%”意思清楚，但报告里一般写“下降3%”，只作提示。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = ("规模以上工业增加值下降-3%。", "进出口总额同比降低了-2.5%。", "财政收入增长-3.1%。")
PASSES = ("规模以上工业增加值下降3%。", "能耗下降2%-3%。", "能耗下降3—5%。", "财政收入增长3.1%。")
_MINUS = re.compile("(下降|降低|减少|回落|缩减|(增长|提高))了?[-－−]\\d+(?:\\.\\d+)?(?:%|个百分点)")


def check(case: Case) -> Iterator[Finding]:
    """Falls that are given a minus, and growths below zero."""
    prose = prose_of(case.draft)
    for found in prose.find(_MINUS):
        span = prose.span(found.start(), found.end())
        if found[2]:
            yield Finding.at(span, "增长为负", remedy="改写为“下降”，去掉负号", severity="note")
        else:
            yield Finding.at(span, f"“{found[1]}”后面又写了负号", remedy="去掉负号；实为增长的改写为“增长”")
