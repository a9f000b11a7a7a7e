"""报告的数和统计部门公布的数要对得上。

统计公报、月报或统计部门给的表里写2206.3亿元，报告写2260.3亿元，就是抄错了；只是进位不同的不算；初步数和最终核实数不一样，
说明用的是哪一个。
"""

from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.agreement import Pair, by_key, conflicts, told_by, told_by_statistics
from yunhe.audit.checks import Example
from yunhe.audit.rounding import written
from yunhe.audit.series import subject
from yunhe.types import Case, Finding, Severity

SEVERITY = "error"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元。",
        statistics="指标\t类型\t期间\t数值\t单位\t口径\n地区生产总值\t总量\t2024\t2511\t亿元\t现价",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        statistics="指标\t期间\t数值\t单位\n地区生产总值\t2024\t2260.3\t亿元",
    ),
    Example(
        "一、2024年工作回顾\n社会消费品零售总额增长3.5%。",
        statistics="2024年主要指标\n指标\t绝对数（亿元）\t比上年增长（%）\n社会消费品零售总额\t1658.6\t2.5",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2260.3亿元，增长4%。",
        statistics="2024年江州市国民经济和社会发展统计公报\n全年地区生产总值2206.3亿元，比上年增长4.0%。",
    ),
    Example(
        "一、2024年工作回顾\n社会消费品零售总额增长5.3%。",
        statistics="2024年江州市国民经济和社会发展统计公报\n社会消费品零售总额1658.6亿元，增长3.5%。",
    ),
    Example(
        "一、2024年工作回顾\n固定资产投资增长4%。",
        statistics="2024年江州市国民经济和社会发展统计公报\n全年固定资产投资比上年下降4%。",
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元。",
        statistics="指标\t期间\t数值\t单位\n地区生产总值\t2023\t2081.5\t亿元",
    ),
    Example(
        "一、2024年工作回顾\n五年来，一般公共预算收入累计800亿元。",
        statistics="指标\t期间\t数值\t单位\n一般公共预算收入\t2024\t179.1\t亿元",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2206亿元，增长4%。",
        statistics="2024年江州市国民经济和社会发展统计公报\n全年地区生产总值2206.3亿元，比上年增长4.0%。",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值超过2200亿元。",
        statistics="2024年江州市国民经济和社会发展统计公报\n全年地区生产总值2206.3亿元，比上年增长4.0%。",
    ),
    Example(
        "一、2024年工作回顾\n进出口总额1177.1亿元。",
        statistics="2024年江州市国民经济和社会发展统计公报\n全年民营企业进出口总额902.4亿元，增长11%。",
    ),
    Example(
        "一、2024年工作回顾\n农村居民人均可支配收入增长6.5%。",
        statistics="2024年江州市国民经济和社会发展统计公报\n农村居民人均可支配收入实际增长6.1%。",
    ),
)
_REVISION = Decimal("0.03")  # final figures differ by less than this from preliminary ones
_POINTS = Decimal("0.5")


def check(case: Case) -> Iterator[Finding]:
    """Figures of the draft that the statistics state otherwise."""
    if not case.statistics:
        return
    final = {(each.span.doc, each.span.start): each.is_final for each in case.statistics}
    for pair in conflicts(told_by(case.draft), by_key(told_by_statistics(case.statistics, case.draft.outline))):
        span = pair.other.claim.span
        is_final = final[span.doc, span.start]
        mine = pair.mine.claim
        yield Finding.at(
            mine,
            f"{subject(mine)}这里写{written(mine)}，{span.doc.rsplit('/', 1)[-1]}写{written(pair.other.claim)}"
            + {True: "（最终核实）", False: "（初步）", None: ""}[is_final],
            span,
            evidence=pair.arithmetic,
            remedy="按统计部门公布的数改；口径或者时点不同的写明",
            severity=_severity(pair, is_final),
        )


def _severity(pair: Pair, is_final: bool | None) -> Severity:
    is_small = pair.share <= _REVISION if pair.mine.claim.kind == "level" else abs(pair.gap) <= _POINTS
    if is_small and (is_final or pair.mine.claim.status == "estimate"):
        return "note"
    if pair.is_sure:
        return "error"
    return "warning" if pair.is_slip or (pair.mine.claim.indicator_id and pair.share <= 1) else "note"
