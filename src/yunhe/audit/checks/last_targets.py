"""上年定的目标，今年要有交代。

上年报告计划部分的每个数字目标，同今年的结果对照：没有达到的逐条提示；有目标没有达到，而报告写“全面完成”“圆满完成”各项
目标任务的，建议改说法或补说明。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.outcomes import Outcome, outcome_of, targets_of_report
from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import written
from yunhe.types import Case, Claim, Finding, Span

SEVERITY = "note"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值增长4%。",
        earlier={2023: "一、2023年工作回顾\n地区生产总值增长5%。\n二、2024年工作安排\n地区生产总值增长5.5%以上。"},
    ),
    Example(
        "一、2024年工作回顾\n我们圆满完成了各项目标任务。地区生产总值增长4%。",
        earlier={2023: "一、2023年工作回顾\n地区生产总值增长5%。\n二、2024年工作安排\n地区生产总值增长5.5%。"},
    ),
    Example(
        "一、2024年工作回顾\n居民消费价格上涨3.4%。",
        earlier={2023: "一、2023年工作回顾\n成绩明显。\n二、2024年工作安排\n居民消费价格涨幅控制在2%以内。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值增长5.3%。",
        earlier={2023: "一、2023年工作回顾\n成绩明显。\n二、2024年工作安排\n地区生产总值增长5.5%左右。"},
    ),
    Example(
        "一、2024年工作回顾\n我们圆满完成了各项目标任务。地区生产总值增长5.6%。",
        earlier={2023: "一、2023年工作回顾\n成绩明显。\n二、2024年工作安排\n地区生产总值增长5.5%。"},
    ),
    Example(
        "一、2024年工作回顾\n居民消费价格上涨0.4%，城镇登记失业率2.3%。",
        earlier={
            2023: "一、2023年工作回顾\n成绩明显。\n二、2024年工作安排\n"
            "居民消费价格涨幅控制在2%以内，城镇登记失业率控制在3.5%以内。"
        },
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长5%。",
        earlier={2023: "一、2023年工作回顾\n成绩明显。\n二、2024年工作安排\n地区生产总值增长5%—6%。"},
    ),
)
_ALL_DONE = re.compile(
    "(?<![\\d%元])(?:全面|全部|圆满|超额|胜利)完成了?(?:全年|年度)?[^，。；\\d]{0,30}?"
    "(?:各项|人民代表大会|人代会|人大|会议确定|经济社会发展|主要|预期)[^，。；]{0,16}?目标(?:任务)?"
)
_OF_ONE_FIELD = re.compile("下达|煤|钢|节能|减排|债|保供|去产能|一补|就业|投资|项目|脱贫|治理|攻坚|整治|考核")
_HEADLINES = frozenset(
    {
        "gdp", "general_public_budget_revenue", "fixed_asset_investment", "retail_sales", "total_trade", "exports",
        "resident_disposable_income", "urban_disposable_income", "rural_disposable_income", "cpi",
        "industrial_value_added_above_scale",
    }
)  # fmt: skip
_CLEAR = Decimal("0.5")  # points


def check(case: Case) -> Iterator[Finding]:
    """Targets of last year's report that this year's figures miss, and the words that say all were reached."""
    if case.year is None or case.last is None:
        return
    found = (outcome_of(target, case) for target in targets_of_report(case.last, case.year))
    missed = [each for each in found if each.verdict == "未达到" and each.result and each.target.claim]
    yield from (_finding(each) for each in missed if each.result)
    clear = [each for each in missed if _is_clear(each)]
    if clear:
        yield from _boasts(case, clear)


def _finding(each: Outcome) -> Finding:
    result = each.result
    place: Claim | Span = result if result else each.target.span
    return Finding.at(
        place,
        f"{each.target.name}上年报告的目标是{each.target.said}，结果{written(result) if result else ''}，未达到",
        each.target.span,
        evidence=each.why,
        remedy="准备好没有达到的原因；报告里的完成表述与此一致",
    )


def _is_clear(each: Outcome) -> bool:
    """Whether a headline growth misses its target by more than 左右 would allow."""
    goal, result = each.target.claim, each.result
    if goal is None or result is None or goal.bound == "~" or goal.kind != "growth":
        return False
    return each.target.about in _HEADLINES and abs(goal.value - result.value) > _CLEAR


def _boasts(case: Case, missed: list[Outcome]) -> Iterator[Finding]:
    prose = prose_of(case.draft)
    for found in prose.find(_ALL_DONE):
        sentence = prose.sentence_at(found.start())
        before = prose.chars[max(sentence.start, found.start() - 30) : found.start()]
        of_all = not _OF_ONE_FIELD.search(found.group()) and not re.search("\\d", before)
        if sentence.role in ("review", "front") and "五年" not in sentence.text and of_all:
            said = "；".join(f"{each.target.name}目标{each.target.said}，结果{_result(each)}" for each in missed[:4])
            spans = (span for each in missed[:4] for span in _both(each))
            yield Finding.at(
                prose.span(found.start(), found.end()),
                f"写了“{found.group()[:8]}…”，但有{len(missed)}项目标没有达到",
                *spans,
                evidence=said,
                remedy="改为“较好完成”“基本完成”一类说法，或写明哪些没有达到、为什么",
                severity="warning",
            )
            return


def _result(each: Outcome) -> str:
    return written(each.result) if each.result else ""


def _both(each: Outcome) -> Iterator[Span]:
    if each.result:
        yield each.result.span
    yield each.target.span
