"""单位或量级与指标对不上。

生产总值不会以“人”计，城镇化率不会超过100%，居民人均收入不会是“亿元”：多半是单位串行、“亿”“万”写错或小数点错位。
量级的上下限取自1998年以来近千份报告里的最小值和最大值，再放宽数倍，只有离得很远的才报。
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import shown, written
from yunhe.audit.sessions import reviewed_year
from yunhe.reading.indicators import definition, identify
from yunhe.reading.units import dimension_of
from yunhe.types import Case, Claim, Finding

SEVERITY = "error"
_HEAD = "江州市政府工作报告\n——2025年1月8日在江州市第十四届人民代表大会第四次会议上\n各位代表：\n一、2024年工作回顾\n"
FLAGS = (
    _HEAD + "全市地区生产总值达到2206.3万人。",
    _HEAD + "常住人口城镇化率达到165.2%。",
    _HEAD + "居民人均可支配收入达到82304万元。",
    _HEAD + "城镇居民人均可支配收入达到823045元。",
    _HEAD + "全市地区生产总值达到2206.3万元，增长5%。",
    _HEAD + "一般公共预算收入170.6万元。",
    _HEAD + "粮食总产量达到86亿元。",
)
PASSES = (
    "一、2024年工作回顾\n改革开放40年来，居民人均可支配收入从229元增加到3.58万元。",
    _HEAD + "地区生产总值跨越4个千亿元台阶，人均达到12万元。",
    _HEAD + "居民人均可支配收入达到8.2万元，农村居民人均可支配收入达到53565元。",
    _HEAD + "城市低保标准由156元提高到200元，覆盖10.5万人。",
    _HEAD + "高中阶段毛入学率达到102%。存贷比达106.58%。",
    _HEAD + "创造了50%税收、60%研发投入。五年一般公共预算收入1.28万亿元。",
    _HEAD + "三年多来国内生产总值突破100万亿元。",
    _HEAD + "农牧民转移就业8.96万人、增收10.4亿元。",
    _HEAD + "粮食产量稳定在600万亩、161万吨以上。",
)


class _Scale(NamedTuple):
    """Between which values an indicator lies in an area of a level, in its unit."""

    low: Decimal
    high: Decimal


def _scale(low: str, high: str) -> _Scale:
    return _Scale(Decimal(low), Decimal(high))


_SCALES = {
    "gdp": {
        "national": _scale("5e12", "3e14"), "province": _scale("1e10", "3e13"),
        "city": _scale("1e9", "8e12"), "county": _scale("1e8", "3e12"),
    },
    "general_public_budget_revenue": {
        "province": _scale("5e8", "3e12"), "city": _scale("1e8", "1e12"), "county": _scale("1e7", "5e11"),
    },
    "retail_sales": {
        "province": _scale("1e9", "1.5e13"), "city": _scale("3e8", "3e12"), "county": _scale("5e7", "1e12"),
    },
    "deposits": {"province": _scale("1e10", "1.5e14"), "city": _scale("3e9", "5e13")},
    "loans": {"province": _scale("1e10", "1.5e14"), "city": _scale("3e9", "5e13")},
    "resident_population": {
        "province": _scale("1e6", "1.6e8"), "city": _scale("1e4", "4e7"), "county": _scale("1e3", "1.2e7"),
    },
}  # fmt: skip
_UNIT = {"resident_population": "人"}
# Lowest and highest of 2025, and by how much a year they shrink going back: wider than any area has published.
_PER_HEAD = {
    "resident_disposable_income": _scale("9000", "150000"),
    "urban_disposable_income": _scale("12000", "150000"),
    "rural_disposable_income": _scale("6000", "100000"),
    "rural_net_income": _scale("5000", "100000"),
    "gdp_per_capita": _scale("4000", "1500000"),
}
_YEARLY = Decimal("1.07")
_FIXED = Decimal("1.10")
_OLDEST = 1998
_FOREIGN = frozenset({"people", "area", "mass", "length", "volume", "power", "energy", "money", "household", "time"})
_MEASURED = {
    "元": frozenset(
        "gdp general_public_budget_revenue retail_sales total_trade fixed_asset_investment deposits loans "
        "resident_disposable_income urban_disposable_income rural_disposable_income gdp_per_capita "
        "general_public_budget_expenditure exports imports tourism_revenue".split()
    ),
    "人": frozenset("resident_population registered_population urban_new_jobs".split()),
    "%": frozenset("urbanisation_rate registered_urbanisation_rate rd_intensity".split()),
    "吨": frozenset({"grain_output"}),
}
_SUMMED = re.compile("人均|五年|累计|以来|总和|总共|跨|台阶|每|市县")
_PART = re.compile("园|新区|开发区|集中区|[县镇乡村旗]|城区|功能区|自贸")
_OVERFULFILLED = Decimal("1.5")  # a share of a plan may pass 100%
_OPEN = re.compile("enrol|coverage|retention|debt|loan|participa|opening|contribution|dependence")  # may pass 100%
_NAMED = re.compile("(?:率|比重|占比|强度|比例|系数)(?:达到?|为|超过?|提高到|上升到|降至|降到|提升至|约|是)?$")
_LINKS = ("达到", "达", "为", "完成", "实现", "突破", "超过", "超", "约", "近", "是", "")


def check(case: Case) -> Iterator[Finding]:
    """Figures whose unit cannot measure what they name, or whose size no area has."""
    year = reviewed_year(case.draft)
    prose = prose_of(case.draft)
    for claim in case.draft.claims:
        if claim.kind not in ("level", "ratio"):
            continue
        if claim.indicator_id is None:
            yield from _foreign(prose, claim)
            continue
        yield from _out_of_ratio(prose, claim)
        if year is not None and year >= _OLDEST and re.search("\\d", claim.quote) and not _is_of_old(prose, claim):
            yield from _out_of_head(claim, year)
            if not _SUMMED.search(prose.before(claim)):
                yield from _out_of_scale(case, claim)


def _is_of_old(prose: Prose, claim: Claim) -> bool:
    """Whether a figure is where something began, in a year that is not said: 从229元增加到3.58万元."""
    return prose.before(claim).endswith(("从", "由"))


def _foreign(prose: Prose, claim: Claim) -> Iterator[Finding]:
    """A unit of another dimension right behind the name."""
    given = dimension_of(claim.unit)
    if given not in _FOREIGN or claim.kind != "level":
        return
    before = prose.before(claim)
    for unit, ids in _MEASURED.items():
        id = identify(claim.indicator.phrase, "level", unit)
        if id not in ids or given == dimension_of(unit):
            continue
        if (unit, given) == ("吨", "area") or not before.endswith(tuple(claim.indicator.phrase + w for w in _LINKS)):
            continue
        yield Finding.at(
            claim,
            f"“{claim.indicator.phrase}”不以“{claim.unit}”计",
            evidence=f"写的是{written(claim)}，这个指标的单位是{unit}",
            remedy="核对单位，或看是不是漏了另一个指标",
        )


def _out_of_ratio(prose: Prose, claim: Claim) -> Iterator[Finding]:
    id = claim.indicator_id or ""
    indicator = definition(id)
    if indicator is None or not indicator.is_ratio or indicator.range is None or claim.unit != "%":
        return
    if _OPEN.search(id) or not _NAMED.search(prose.before(claim)):
        return
    if not indicator.range.holds(claim.value):
        low, high = indicator.range
        yield Finding.at(
            claim,
            f"{indicator.name}不会是{claim.quote}",
            evidence=f"应在{low}%到{high}%之间",
            remedy="核对小数点和单位；对计划说的，写明“完成计划的”",
            severity="warning" if high < claim.value <= high * _OVERFULFILLED else "error",
        )


def _out_of_head(claim: Claim, year: int) -> Iterator[Finding]:
    """Income and product per head beyond what any area has had in that year."""
    widest = _PER_HEAD.get(claim.indicator_id or "")
    if widest is None or claim.unit != "元" or claim.status == "target":
        return
    said = int(claim.period[-4:]) if claim.period[-4:].isdigit() else year
    if not _OLDEST <= said <= year:
        return
    back = Decimal(2025 - said)
    low, high = widest.low / _FIXED**back, widest.high / _YEARLY**back
    if claim.value > high or claim.value < low:
        yield _far_out(claim, low, high)


def _out_of_scale(case: Case, claim: Claim) -> Iterator[Finding]:
    level = case.draft.outline.level
    widest = _SCALES.get(claim.indicator_id or "", {}).get(level or "")
    if widest is None or claim.unit != _UNIT.get(claim.indicator_id or "", "元") or claim.status == "target":
        return
    is_whole = claim.scope is None and not _PART.search(claim.indicator.phrase)
    if claim.value > widest.high or (claim.value < widest.low and is_whole):
        yield _far_out(claim, *widest)


def _far_out(claim: Claim, low: Decimal, high: Decimal) -> Finding:
    unit = claim.unit
    return Finding.at(
        claim,
        f"{claim.indicator.phrase}{claim.quote}，量级不对",
        evidence=f"{written(claim)}；各地历年报告在{shown(low, unit, 0)}到{shown(high, unit, 0)}之间",
        remedy="核对“亿”“万”和小数点",
    )
