"""报告的数要和统计部门公布的一样。

同一指标、同一期间、同一地区：一样，或只差四舍五入的，不报；不一样的，写明差多少。公布的是初步数、差得很小的，只作提示，
提醒换成最终核实数。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.prose import once_a_reading, prose_of
from yunhe.audit.rounding import Bounds, bounds, half, shown, written
from yunhe.audit.series import is_of_one_year, is_revised, qualifiers, subject
from yunhe.audit.slips import is_slip
from yunhe.reading.amounts import plain, scaled
from yunhe.types import Case, Claim, Finding, Reading, Severity, Statistic

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        statistics="指标\t期间\t数值\t单位\n地区生产总值\t2024\t2260.3\t亿元",
    ),
    Example(
        "一、2024年工作回顾\n社会消费品零售总额增长3.5%。",
        statistics="2024年主要指标\n指标\t绝对数（亿元）\t比上年增长（%）\n社会消费品零售总额\t1658.6\t2.5",
    ),
    Example(
        "一、2024年工作回顾\n城镇登记失业率2.3%。",
        statistics="2024年江州市国民经济和社会发展统计公报\n年末城镇登记失业率为3.3%。",
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值2206亿元，增长4%。",
        statistics="指标\t期间\t数值\t单位\n地区生产总值\t2024\t2206.3\t亿元",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值突破2200亿元。",
        statistics="指标\t期间\t数值\t单位\n地区生产总值\t2024\t2206.3\t亿元",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元。",
        statistics="指标\t期间\t数值\t单位\n地区生产总值\t2023\t2081.5\t亿元",
    ),
    Example(
        "一、2024年工作回顾\n五年来，一般公共预算收入累计800亿元。",
        statistics="指标\t期间\t数值\t单位\n一般公共预算收入\t2024\t179.1\t亿元",
    ),
)
_ROUGH = Decimal("0.02")  # preliminary figures are revised by this much
_FAR = Decimal("2.5")
_TIGHT = Decimal("0.03")
_REAL = re.compile("实际增长|实际增幅|扣除|可比|口径|剔除|年均")
_MANY = 2  # more values than this for one key are of parts


def check(case: Case) -> Iterator[Finding]:
    """Figures of the draft that the published ones for the same indicator, period and place contradict."""
    published: dict[tuple[str, str, str, str], list[Statistic]] = {}
    for each in case.statistics:
        if each.indicator.id:
            published.setdefault((each.indicator.id, each.kind, each.quantity.unit, each.period), []).append(each)
    for claim in _comparable(case.draft) if published else ():
        key = (claim.indicator_id or "", claim.kind, claim.unit, claim.period)
        said = [each for each in published.get(key, ()) if _is_of_same_place(each, claim, case.draft)]
        if said and not any(_agrees(claim, each) for each in said):
            yield from _against(claim, said, case)


@once_a_reading
def _comparable(reading: Reading) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in reading.claims
        if claim.indicator_id
        and claim.status != "target"
        and claim.kind in ("level", "growth", "ratio")
        and claim.scope is None
        and is_of_one_year(claim, reading)
        and not _REAL.search(prose_of(reading).before(claim)[-24:])
        and not qualifiers(claim, reading)
    )


def _is_of_same_place(each: Statistic, claim: Claim, draft: Reading) -> bool:
    nation = ("", "全国", "中国")
    if each.place in nation and claim.place in nation:
        return True
    return each.place == claim.place or (not each.place and claim.place == (draft.outline.area or ""))


def _agrees(claim: Claim, each: Statistic) -> bool:
    return bounds(claim).meets(_bounds(each))


def _bounds(each: Statistic) -> Bounds:
    value, slack = each.quantity.value, _half(each)
    return Bounds(
        None if each.quantity.bound == "<" else value - slack, None if each.quantity.bound == ">" else value + slack
    )


def _half(each: Statistic) -> Decimal:
    """Half of the last digit of a published figure, as its cell or sentence writes it."""
    digits = each.span.quote.partition(".")[2]
    places = len(digits) - len(digits.lstrip("0123456789"))
    written_value = Decimal("".join(c for c in each.span.quote if c.isdigit() or c == ".").strip(".") or "0")
    scale = abs(each.quantity.value) / written_value if written_value else Decimal(1)
    return scale * Decimal(1).scaleb(-places) / 2


def _against(claim: Claim, said: list[Statistic], case: Case) -> Iterator[Finding]:
    if len({each.quantity.value for each in said}) > _MANY:
        return
    each = min(said, key=lambda one: abs(one.quantity.value - claim.value))
    value = each.quantity.value
    if each.kind == "level" and not _is_cell(each) and _is_of_something_else(claim.value, value):
        return
    gap = claim.value - value
    in_points = claim.unit in ("%", "个百分点")
    off = f"{plain(gap)}个百分点" if in_points else f"{shown(gap, claim.unit)}（{_share(gap, value)}）"
    state = {True: "（最终核实）", False: "（初步数）", None: ""}[each.is_final]
    yield Finding.at(
        claim,
        f"{claim.period}年{subject(claim)}报告写{written(claim)}，统计公布{scaled(value)}{each.quantity.unit}{state}",
        each.span,
        evidence=f"{written(claim)} - {scaled(value)}{each.quantity.unit} = {off}"
        f"（允许±{shown(half(claim) + _half(each))}）",
        remedy="改用统计部门公布的数；口径不同的写明口径",
        severity=_severity(claim, each, case),
    )


def _is_cell(each: Statistic) -> bool:
    """Whether a figure stands in a table, under a heading, and not in the sentence of a communiqué."""
    return each.span.quote.strip("-+%").replace(",", "").replace(".", "").isdigit()


def _is_of_something_else(value: Decimal, published: Decimal) -> bool:
    """Whether two figures lie further apart than one digit explains, and by no round ten, hundred or 万."""
    if value <= 0 or published <= 0:
        return True
    times = value / published
    return not 1 / _FAR < times < _FAR and not is_slip(value, published, _TIGHT)


def _share(gap: Decimal, value: Decimal) -> str:
    return f"{plain(round(gap / value * 100, 2))}%" if value else "公布数为0"


def _severity(claim: Claim, each: Statistic, case: Case) -> Severity:
    value = each.quantity.value
    if is_slip(claim.value, value) and each.kind == "level" and claim.bound == "=":
        return "error"
    near = abs(claim.value - value) <= (abs(value) * _ROUGH if each.kind == "level" else Decimal("0.3"))
    is_rough = each.is_final is False or claim.status == "estimate" or is_revised(claim, case.draft)
    return "note" if near and is_rough else "warning"
