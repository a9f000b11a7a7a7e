"""覆盖率、合格率、占比不会超过100%。

比重和覆盖一类的率说的是全体中的一部分；完成率、毛入学率、负债率可以超过100%，不算。
"""

import re
from collections.abc import Iterator

from yunhe.audit.rounding import written
from yunhe.types import Case, Finding

SEVERITY = "error"
FLAGS = (
    "高技术产业增加值占规上工业增加值比重达到189%。",
    "农村自来水普及率达到198.5%。",
    "空气质量优良率为103%。",
)
PASSES = (
    "投资完成率达到130.7%。",
    "高中阶段毛入学率达到101%。",
    "城乡污水处理率达到98%。",
    "政府债务率为115%。",
    "利润占比提高120%。",
)
_PROPORTION = re.compile(
    "(?:覆盖率|合格率|优良率|普及率|达标率|处理率|满意率|满意度|占比|比重|入住率|绿化率|"
    "城镇化率|城市化率|优良天数比例|达标比例|办结率|出庭应诉率|通车率|硬化率|供水率|回收率|利用率)$"
)
_MAY = re.compile("毛|完成|计划|任务|债务|负债|增长|赤字|产销|容积|保障率|自给")


def check(case: Case) -> Iterator[Finding]:
    """Proportions above 100 %."""
    for claim in case.draft.claims:
        name = claim.indicator.phrase
        is_above = claim.kind == "ratio" and claim.unit == "%" and claim.value > 100 and claim.bound != "<"
        if is_above and _PROPORTION.search(name) and not _MAY.search(name):
            yield Finding.at(
                claim,
                f"“{name}”是{written(claim)}，超过了100%",
                evidence=f"{written(claim)} > 100%",
                remedy="核对小数点和单位；是增速的改写为“增长”",
            )
