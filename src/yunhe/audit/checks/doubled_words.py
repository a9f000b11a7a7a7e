"""地名多写了一个字。

“华华东”多了一个“华”。只查不会与前字成词的地区名，避免误伤“稳稳”“天天”一类的词。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = ("落地华华东医药生物创新智造中心。", "面向华华北地区招商。", "服务长长三角一体化。")
PASSES = ("落地华东医药智造中心。", "新华华东分社落户。", "服务长三角，稳稳迈上新台阶。", "增长长期向好。")

_DOUBLED = re.compile("(?<![中新光振清])华(?=华[东北南]|华中(?!学))|(?<![增成市区县省校])长(?=长三角|长江)")


def check(case: Case) -> Iterator[Finding]:
    """Names of regions whose first character stands twice."""
    prose = prose_of(case.draft)
    for found in prose.find(_DOUBLED):
        span = prose.span(found.start(), found.end() + 2)
        if not any(span.quote in name for name in case.vocabulary.names):
            yield Finding.at(span, f"“{span.quote}”多写了一个“{found[0]}”", remedy=f"删去一个“{found[0]}”")
