"""下降不能论倍。

一个数降去一倍就是零，“下降2倍”说不通；应写降了百分之几，或降到几分之一。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "error"
FLAGS = ("单位能耗下降2倍。", "办理时间缩短了3倍。", "信访量同比减少1.5倍。")
PASSES = ("单位能耗下降20%。", "办理能力提高3倍。", "办理时间缩短到原来的三分之一。", "办理时间减少、效率提高3倍。")
_TIMES = re.compile(
    "(?:下降|降低|减少|缩短|缩减|压缩|回落)了?(?:近|约|超|超过)?(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十]+)倍"
)


def check(case: Case) -> Iterator[Finding]:
    """Falls told in times."""
    prose = prose_of(case.draft)
    for found in prose.find(_TIMES):
        yield Finding.at(
            prose.span(found.start(), found.end()),
            "下降的幅度不能用“倍”",
            evidence="降去1倍即为0",
            remedy="改为下降百分之几，或降至原来的几分之一",
        )
