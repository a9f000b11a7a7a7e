"""年度过完了，回顾部分还写着预计数。

1月以后开的会，全年快报已经或即将出来，“预计”“1—11月”可以换成全年数。研发投入、能耗要到秋后才有数，只提示；
2月以后还“预计”生产总值、财政收入这类1月就公布的数，建议核。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.audit.sessions import reviewed_year
from yunhe.types import Case, Claim, Finding, Span

SEVERITY = "note"
_HEAD = (
    "江州市政府工作报告\n——2025年{}日在江州市第十四届人民代表大会第四次会议上\n江州市市长 王一\n"
    "各位代表：\n一、2024年工作回顾\n"
)
_LATE, _EARLY = _HEAD.format("2月18"), _HEAD.format("1月8")
FLAGS = (
    _LATE + "预计地区生产总值增长5%。",
    _LATE + "1—11月，规上工业增加值增长7.1%。",
    _EARLY + "预计全年一般公共预算收入增长5%。全社会研发投入强度预计达到3%。",
    _EARLY + "前11个月，固定资产投资增长7.1%。",
)
PASSES = (
    _EARLY + "全部达产后预计年新增产值1000亿元。",
    _EARLY + "初步核算，地区生产总值增长5%。",
    _EARLY + "预计将于2026年建成通车，增加运力20%。",
    _LATE + "增长5%。\n二、2025年工作安排\n预计地区生产总值增长5%。",
    "江州市政府工作报告\n（2024年12月28日在江州市第十四届人民代表大会第四次会议上）\n各位代表：\n"
    "一、2024年工作回顾\n预计地区生产总值增长5%。1—11月，投资增长3%。",
)
_ESTIMATE = re.compile(
    "预计(?!将|可|总投资|到|达产|投产|建成|年新增|年产|年均|有望|20\\d\\d年[^，。]{0,8}(?:建成|投产|完工))"
)
_MONTHS = re.compile("(?<![\\d年])(?:1[—\\-－–至到~～]+1[01]月|前(?:11|10|十一?)个月)")
_SOON = frozenset(
    "gdp primary_value_added secondary_value_added tertiary_value_added industrial_value_added_above_scale "
    "fixed_asset_investment retail_sales total_trade exports imports general_public_budget_revenue fiscal_revenue "
    "fiscal_total_revenue resident_disposable_income urban_disposable_income rural_disposable_income cpi "
    "industrial_output_above_scale real_estate_investment industrial_investment deposits loans".split()
)  # figures of the year that are published in January
_REMEDY = "换成全年数；还没有公布的，注明“预计数”和公布时间"


def check(case: Case) -> Iterator[Finding]:
    """Estimates and figures of eleven months in the review of a year that is over."""
    date, year = case.draft.outline.date, reviewed_year(case.draft)
    if not date or year is None or not f"{year + 1}-01" <= date < f"{year + 1}-11":
        return
    prose = prose_of(case.draft)
    late: list[Span] = []
    notes: list[Span] = []
    for span, is_certain in _leftovers(prose):
        (late if is_certain and date >= f"{year + 1}-02" else notes).append(span)
    said = f"会议日期{date}，{year}年已经过完"
    for span in late:
        yield Finding.at(
            span, f"{year}年的数1月已经公布，这里还是“{span.quote}”", evidence=said, remedy=_REMEDY, severity="warning"
        )
    if notes:
        count = f"，共{len(notes)}处" if len(notes) > 1 else ""
        yield Finding.at(notes[0], f"回顾部分还有预计或未满全年的数{count}", *notes[1:], evidence=said, remedy=_REMEDY)


def _leftovers(prose: Prose) -> Iterator[tuple[Span, bool]]:
    """Places in reading order, and whether the year's figure is surely out by the end of January."""
    for sentence in prose.sentences:
        if sentence.role != "review":
            continue
        for pattern in (_ESTIMATE, _MONTHS):
            for found in pattern.finditer(sentence.text):
                claim = _next_claim(prose, sentence, found.end())
                if claim is not None:
                    at = sentence.start + found.start()
                    span = prose.span(at, sentence.start + found.end())
                    yield span, claim.indicator_id in _SOON and claim.scope is None


def _next_claim(prose: Prose, sentence: Sentence, end: int) -> Claim | None:
    """The figure of which the words speak: the first behind them, in the same part of the sentence."""
    behind = [c for c in prose.claims_in(sentence) if prose.offset(c) >= sentence.start + end]
    if not behind or behind[0].status == "target":
        return None
    between = prose.chars[sentence.start + end : prose.offset(behind[0])]
    return behind[0] if len(between) <= 30 and "；" not in between else None
