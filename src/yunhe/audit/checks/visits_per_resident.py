"""服务人次大得要算到每天。

文化场馆全年服务5448万人次，合每天15万人次；读者会问怎么统计的。区县过1000万、市过1亿人次的服务量才提示，旅游和客运不算。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import shown, written
from yunhe.types import Case, Finding

SEVERITY = "note"
_DAYS = 365
_MANY = 10**7
_MANY_IN_A_CITY = 10**8
_SERVED = re.compile("(?:服务|惠及|参与|受益)[^，。；]{0,4}$")
_TRAVEL = re.compile("游客|旅客|客运|客流|吞吐|乘客|出行|旅游|景区|线上|网络|观看|浏览|点击")
FLAGS = (Example("文化场馆全年服务5448万人次。", name="拱墅区-2025.txt"),)
PASSES = (
    "文化场馆全年服务54万人次。",
    "旅游景区全年服务5448万人次。",
    "全年旅客数达4412万人次。",
    "五年累计服务5448万人次。",
)


def check(case: Case) -> Iterator[Finding]:
    """Services of a year to far more visits than an area has people."""
    if case.draft.outline.level in ("province", "national"):
        return
    prose = prose_of(case.draft)
    many = _MANY_IN_A_CITY if case.draft.outline.level == "city" else _MANY
    for claim in case.draft.claims:
        before = prose.before(claim)[-24:]
        counted = claim.unit == "人次" and claim.value >= many and claim.kind == "level"
        if counted and _SERVED.search(before) and not _TRAVEL.search(before) and "累计" not in before:
            yield Finding.at(
                claim,
                f"{written(claim)}，合每天{shown(claim.value / _DAYS, '人次')}，读者会问怎么统计",
                evidence=f"{written(claim)} ÷ {_DAYS}天 = {shown(claim.value / _DAYS, '人次')}/天",
                remedy="核对数字和统计口径（是否含线上、流动人流）",
            )
