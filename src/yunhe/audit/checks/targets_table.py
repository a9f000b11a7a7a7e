"""责任分解表、季度任务表里的目标，同报告的结果对照。

任务完成进度100%的，指标也可能没有达到；“与经济增长同步”而没有写增速的，无法对照。一条目标一条提示，完整的表见
yunhe.audit.outcomes。
"""

from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.outcomes import Outcome, outcome_of, targets_of_table
from yunhe.audit.rounding import written
from yunhe.types import Case, Finding

SEVERITY = "note"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        targets="2024年主要任务\n地区生产总值增长5.5%。",
    ),
    Example(
        "一、2024年工作回顾\n新增国家高新技术企业131家。",
        targets="2024年主要任务\n新增国家高新技术企业84家。",
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入179.1亿元。",
        targets="2024年主要任务\n一般公共预算收入增长与经济增长同步。",
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长5.5%。",
        targets="2024年主要任务\n地区生产总值增长5.5%。",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        targets="2023年主要任务\n地区生产总值增长5.5%。",
    ),
    Example(
        "一、2024年工作回顾\n城镇登记失业率2.1%。",
        targets="2024年主要任务\n城镇登记失业率控制在3%以内。",
    ),
    Example(
        "一、2024年工作回顾\n我们推进了一批工作。",
        targets="2024年主要任务\n地区生产总值增长5.5%。\n完成进度\t50%",
    ),
)
_ASKS = {
    "未达到": "核对数字；准备好没有达到的原因",
    "超过": "可以写明目标，体现超额完成",
    "不可比": "补上可以对照的数（增速或总量），或写明口径",
}


def check(case: Case) -> Iterator[Finding]:
    """Targets of the tables that the draft's figures miss, pass, or cannot be held against."""
    if case.year is None:
        return
    for table in case.targets:
        for target in targets_of_table(table, case.year):
            outcome = outcome_of(target, case)
            if outcome.verdict in _ASKS and outcome.result:
                yield _finding(outcome)


def _finding(outcome: Outcome) -> Finding:
    target, result = outcome.target, outcome.result
    said = f"{target.name}任务表的目标是{target.said}，报告写{written(result) if result else ''}：{outcome.verdict}"
    return Finding.at(
        result or target.span,
        said,
        target.span,
        evidence=outcome.why,
        remedy=_ASKS[outcome.verdict],
    )
