"""同一次会上的几份报告，同一个数要一样。

政府工作报告、计划报告、预算报告发到同一批代表手里；预算报告写179.1亿元，这里写197.1亿元，代表一翻就看见。
"""

from collections.abc import Iterator

from yunhe.audit.agreement import Pair, by_key, conflicts, told_by
from yunhe.audit.checks import Example
from yunhe.audit.rounding import written
from yunhe.audit.series import subject
from yunhe.types import Case, Finding, Reading, Severity

SEVERITY = "error"
FLAGS = (
    Example(
        "一、2024年工作回顾\n一般公共预算收入197.1亿元，增长5%。",
        companions={"江州市预算报告-2025.txt": "一、2024年预算执行情况\n全市一般公共预算收入179.1亿元，增长5%。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        companions={"江州市计划报告-2025.txt": "一、2024年计划执行情况\n地区生产总值增长4.5%。"},
    ),
    Example(
        "一、2024年工作回顾\n经济回升。\n二、2025年工作安排\n地区生产总值增长5%。",
        companions={
            "江州市计划报告-2025.txt": "一、2024年计划执行情况\n经济回升。\n二、2025年主要任务\n地区生产总值增长5.5%。"
        },
    ),
    Example(
        "一、2024年工作回顾\n固定资产投资增长4%。",
        companions={"江州市计划报告-2025.txt": "一、2024年计划执行情况\n固定资产投资下降4%。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n一般公共预算收入179亿元。",
        companions={"江州市预算报告-2025.txt": "一、2024年预算执行情况\n全市一般公共预算收入179.06亿元，增长5%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入179.1亿元。",
        companions={"江州市预算报告-2025.txt": "一、2024年预算执行情况\n市本级一般公共预算收入62.3亿元，增长5%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入增长5%。",
        companions={"江州市预算报告-2025.txt": "一、2024年预算执行情况\n一般公共预算收入同口径增长6.2%。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值从不到700亿元增加到2206.3亿元。",
        companions={"江州市计划报告-2025.txt": "一、2024年计划执行情况\n地区生产总值2206.3亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长4%。",
        companions={"江州市计划报告-2024.txt": "一、2023年计划执行情况\n地区生产总值增长5.5%。"},
    ),
)


def check(case: Case) -> Iterator[Finding]:
    """Figures of the draft that a companion of the same session states otherwise."""
    mine = told_by(case.draft)
    for companion in case.companions:
        if companion.outline.year in (None, case.year):
            for pair in conflicts(mine, by_key(told_by(companion))):
                yield _finding(pair, companion)


def _finding(pair: Pair, companion: Reading) -> Finding:
    mine, other = pair.mine.claim, pair.other.claim
    return Finding.at(
        mine,
        f"{subject(mine)}这里写{_said(pair, True)}，{_name(companion)}写{_said(pair, False)}",
        other,
        evidence=pair.arithmetic,
        remedy="两份报告对成一个数；口径不同的，各自写明",
        severity=_severity(pair),
    )


def _severity(pair: Pair) -> Severity:
    statuses = {pair.mine.claim.status, pair.other.claim.status}
    if pair.is_sure and len(statuses) == 1:
        return "error"
    return "warning" if pair.is_slip or (pair.mine.claim.indicator_id and pair.share <= 1) else "note"


def _said(pair: Pair, is_mine: bool) -> str:
    claim = (pair.mine if is_mine else pair.other).claim
    return ("下降" if claim.kind == "growth" and claim.value < 0 else "") + written(claim).lstrip("-")


def _name(companion: Reading) -> str:
    return companion.document.name.rsplit("/", 1)[-1]
