"""上年定的目标，今年要有交代。

上年报告“地区生产总值增长5.5%左右”，今年写“增长4%”：代表手里有上年的报告，会问为什么；没有达到还写全面完成，更要改。
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.outcomes import Outcome, of_last_year, said
from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import written
from yunhe.reading.amounts import plain
from yunhe.types import Case, Finding, Span

SEVERITY = "note"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n地区生产总值增长5.5%左右。"},
    ),
    Example(
        "一、2024年工作回顾\n城镇调查失业率5.6%。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n城镇调查失业率控制在5%以内。"},
    ),
    Example(
        "一、2024年工作回顾\n新增高新技术企业131家。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n新增高新技术企业84家。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长4%，全面完成年度目标任务。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n地区生产总值增长5.5%。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n全面完成各项目标。压减地下水超采量8.8亿立方米。",
        earlier={2023: "一、2023年工作回顾\n水更清。\n二、2024年工作安排\n压减地下水超采量8.8亿立方米。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值21860亿元，增长5.2%。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n地区生产总值增长5.5%左右。"},
    ),
    Example(
        "一、2024年工作回顾\n居民消费价格上涨0.2%，城镇调查失业率5.2%。",
        earlier={
            2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n居民消费价格涨幅3%左右，城镇调查失业率5.5%左右。"
        },
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长5%。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n地区生产总值增长5%—6%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入179.1亿元。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n一般公共预算收入与经济增长同步。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长5.6%，全面完成年度目标任务。",
        earlier={2023: "一、2023年工作回顾\n经济回升。\n二、2024年工作安排\n地区生产总值增长5.5%。"},
    ),
)
_DONE = "(?:全面|圆满|超额|胜利|全部)(?:地)?(?:完成|实现)了?"
_ALL_DONE = re.compile(
    _DONE
    + "(?![^，。；]{0,30}(?:主要|实事|规划|五年))(?:[^，。；]{0,24}(?:人大|人民代表大会)[^，。；]{0,24}(?:目标|任务)|"
    "(?:全年|年度|年初|预期|既定|确定|的|提出){0,4}(?:经济社会发展|各项){1,2}[^，。；]{0,8}(?:目标|任务))"
)
_THIS_DONE = re.compile("^[^。；\\d]{0,12}?(" + _DONE + "[^，。；\\d]{0,10}(?:目标|任务|计划))")
_OF_A_TERM = re.compile("五年|任期|本届")  # then those of the first session, five years ago, are meant
_CLEAR_SHARE, _CLEAR_POINTS = Decimal("0.1"), Decimal("0.5")
_SHOWN = 3
_SHARE = 20  # % beyond a target for a quantity from which a reader asks whether it was a target at all


def check(case: Case) -> Iterator[Finding]:
    """Targets of last year's report that were missed or left far behind, and missed ones that are called done."""
    yield from findings(of_last_year(case), case, "上年报告")


def findings(found: Sequence[Outcome], case: Case, source: str) -> Iterator[Finding]:
    """What to say of targets and their outcomes: one note each, and a warning where all is said to be done."""
    missed = [each for each in found if each.verdict == "未达到"]
    for each in _nearest(found):
        if each.result and (each.verdict == "未达到" or _is_far_beyond(each)):
            yield Finding.at(
                each.result,
                f"{each.name}{said(each.result)}，{source}的目标是{each.aim}：{each.verdict}",
                each.target,
                evidence=_evidence(each),
                remedy="写明没有达到的原因" if each.verdict == "未达到" else "核对目标和结果是不是同一口径",
            )
    for place, failed in _called_done(missed, case):
        listed = (f"{each.name}{said(each.result)}，目标{each.aim}" for each in failed[:_SHOWN] if each.result)
        yield Finding.at(
            place,
            f"写“{place.quote}”，但{source}的目标有{len(failed)}项没有达到",
            *(each.result for each in failed[:_SHOWN] if each.result),
            evidence="；".join(listed),
            remedy="改为“较好完成”“主要目标任务基本完成”一类说法，或者写明哪几项没有达到",
            severity="warning",
        )


def _nearest(found: Sequence[Outcome]) -> Iterator[Outcome]:
    """For each outcome the target that it lies nearest to."""
    best: dict[int, Outcome] = {}
    for each in found:
        start = each.result.start if each.result else -1
        if start not in best or _distance(each) < _distance(best[start]):
            best[start] = each
    return iter(best.values())


def _is_clear(each: Outcome) -> bool:
    """Whether a target of a known indicator was missed by so much that 全面完成 cannot stand."""
    if each.result is None or each.ratio is None or each.result.indicator_id is None:
        return False
    return abs(each.ratio) >= (_CLEAR_SHARE if each.result.kind == "level" else _CLEAR_POINTS)


def _distance(each: Outcome) -> Decimal:
    return Decimal(0) if each.ratio is None else abs(each.ratio)


def _called_done(missed: Sequence[Outcome], case: Case) -> Iterator[tuple[Span, Sequence[Outcome]]]:
    """Where the draft says that everything was reached, or right behind a figure that this one was."""
    prose = prose_of(case.draft)
    for match in prose.find(_ALL_DONE) if missed else ():
        clear = [each for each in missed if _is_clear(each)]
        sentence = prose.sentence_at(match.start())
        if clear and sentence.role != "plan" and not _OF_A_TERM.search(sentence.text):
            yield prose.span(match.start(), match.end()), clear
    for each in missed:
        said_so = _THIS_DONE.search(prose.after(each.result)) if each.result else None
        if said_so and each.result and not _ALL_DONE.search(said_so.group()):
            start = prose.end_offset(each.result)
            yield prose.span(start + said_so.start(1), start + said_so.end(1)), [each]


def _is_far_beyond(each: Outcome) -> bool:
    beyond = each.ratio
    if each.verdict != "超过" or beyond is None or each.result is None:
        return False
    return beyond * 100 >= _SHARE if each.result.kind == "level" else beyond >= _SHARE / 10


def _evidence(each: Outcome) -> str:
    if each.result is None or each.ratio is None or isinstance(each.target, Span):
        return ""
    if each.result.kind == "level":
        return f"{said(each.result)} ÷ {written(each.target)} - 1 = {plain(round(each.ratio * 100, 1))}%"
    return f"{plain(each.result.value)} - {plain(each.result.value - each.ratio)} = {plain(each.ratio)}个百分点"
