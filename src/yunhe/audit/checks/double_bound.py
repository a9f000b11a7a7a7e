"""一个数只说一次约数。

“约50家左右”“超30亿元以上”把约数说了两遍，有的还互相矛盾（不到…以上）。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = ("培育企业约50家左右。", "完成投资超过300亿元以上。", "服务近2万余人次。", "惠及不到3万人以上。")
PASSES = (
    "培育企业约50家。",
    "完成投资300亿元以上。",
    "服务2万余人次。",
    "年营收超过2000万元以上规模企业30家。",
    "招商签约1300亿元以上。",
)
_NUMBER = "\\d+(?:\\.\\d+)?[十百千万亿]*"
_UNIT = "(?:元|美元|人次|人|户|家|个|件|项|公里|平方米|亩|吨|套|%)?"
_DOUBLE = re.compile(
    f"(大约|(?<![签节预合制集条公大])约|(?<![接附邻临])近|超过|超|不到|不足)({_NUMBER})(?:(余|多){_UNIT}|{_UNIT}(左右|以上|以下))(?=[，。；、,;\\n]|$)"
)


def check(case: Case) -> Iterator[Finding]:
    """Figures with a bound on both sides."""
    prose = prose_of(case.draft)
    for found in prose.find(_DOUBLE):
        behind = found[3] or found[4]
        yield Finding.at(
            prose.span(found.start(), found.end()),
            f"“{found[1]}”与“{behind}”重复或矛盾",
            remedy=f"“{found[1]}”和“{behind}”只留一个",
        )
