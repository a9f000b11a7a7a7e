"""总量和可比价增速之间的差，是物价，不会太大。

地区生产总值一类指标，总量按现价、增速按可比价，两者不能直接相除；但相除以后剩下的就是价格变动，离全国同年的价格变动太远
时，总量、增速或上年数总有一个不对。上年数经普查修订的年份不比。
"""

from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.prices import deflator, is_census_between
from yunhe.audit.rounding import Bounds, bounds, written
from yunhe.audit.series import Grown, compare, grown, is_revised, reading_of, subject
from yunhe.reading.amounts import plain
from yunhe.reading.indicators import definition
from yunhe.types import Case, Finding, Severity

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2022年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        "江州市-2023.txt",
        earlier={2021: "一、2021年工作回顾\n地区生产总值1906.3亿元，增长8%。"},
    ),
    Example(
        "一、2022年工作回顾\n地区生产总值2206.3亿元，下降6%。",
        "江州市-2023.txt",
        earlier={2021: "一、2021年工作回顾\n地区生产总值2086.3亿元，增长8%。"},
    ),
    Example(
        "一、2022年工作回顾\n地区生产总值2206.3万元，增长4%。",
        "江州市-2023.txt",
        earlier={2021: "一、2021年工作回顾\n地区生产总值2086.3亿元，增长8%。"},
    ),
)
PASSES = (
    Example(
        "一、2022年工作回顾\n地区生产总值18753亿元，增长1.5%。",
        "江州市-2023.txt",
        earlier={2021: "一、2021年工作回顾\n地区生产总值18109亿元，增长8.5%。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2400亿元，增长4%。",
        earlier={2023: "一、2023年工作回顾\n地区生产总值2086.3亿元，增长5%。"},
    ),
    Example(
        "一、2022年工作回顾\n地区生产总值3万亿元，增长6.8%。",
        "江州市-2023.txt",
        earlier={2021: "一、2021年工作回顾\n地区生产总值3万亿元，增长6.8%。"},
    ),
    Example(
        "一、2005年工作回顾\n国内生产总值达到18.23万亿元，比上年增长9.9%。",
        "江州市-2006.txt",
        earlier={2004: "一、2004年工作回顾\n国内生产总值达到13.65万亿元，比上年增长9.5%。"},
    ),
)
_BAND = {"gdp": Decimal("5.5"), "gdp_per_capita": Decimal(8)}
_WIDE = Decimal(20)  # industry and farming have prices of their own
_SLIP = Decimal(100)  # beyond this no price is to blame
_MONEY = ("元", "美元")


def check(case: Case) -> Iterator[Finding]:
    """Levels at current prices and growths at comparable prices that leave too much, or too little, to prices."""
    for each in grown(case):
        indicator = definition(each.level.indicator_id or "")
        if indicator is None or indicator.growth != "可比价" or each.level.unit not in _MONEY:
            continue
        if _gap(each) > _allowed(each) and _is_plain(each, case):
            yield _finding(each, case)


def _is_plain(each: Grown, case: Case) -> bool:
    return each.growth.period == each.level.period and compare(each.level, each.base, case)


def _band(each: Grown) -> Decimal:
    return _BAND.get(each.level.indicator_id or "", _WIDE)


def _allowed(each: Grown) -> Decimal:
    """The band; where a census lies between, so wide that only a slip of the point or of 万 and 亿 leaves it."""
    census = is_census_between(int(each.base.period), int(each.level.period))
    return _SLIP if census else _band(each)


def _expected(each: Grown) -> Decimal:
    """The price change of the years between base and level, nation-wide, in %."""
    change = Decimal(1)
    for year in range(int(each.base.period) + 1, int(each.level.period) + 1):
        change *= 1 + deflator(year) / 100
    return (change - 1) * 100


def _gap(each: Grown) -> Decimal:
    """How far the implied price change lies from the nation's, at the least, in points."""
    implied, base = each.base_bounds, bounds(each.base)
    change = Bounds(_change(implied.low, base.high), _change(implied.high, base.low))
    expected = _expected(each)
    if change.low is not None and change.low > expected:
        return change.low - expected
    if change.high is not None and change.high < expected:
        return expected - change.high
    return Decimal(0)


def _change(implied: Decimal | None, base: Decimal | None) -> Decimal | None:
    return (implied / base - 1) * 100 if implied is not None and base else None


def _finding(each: Grown, case: Case) -> Finding:
    level, growth, base, between = each
    whose = "上年报告" if between is None else "前年报告"
    grown_by = " ÷ ".join(f"(1 {'-' if g.value < 0 else '+'} {plain(abs(g.value))}%)" for g in each.growths)
    implied = (each.base_implied / base.value - 1) * 100
    expected = _expected(each)
    return Finding.at(
        level,
        f"{subject(level)}{written(level)}、增速{plain(growth.value)}%，和{whose}的{written(base)}合不上："
        f"等于说价格变动{plain(round(implied, 1))}%",
        *each.growths,
        base,
        evidence=f"{written(level)} ÷ {written(base)} ÷ {grown_by} - 1 = {plain(round(implied, 1))}%，"
        f"全国同期价格变动{plain(round(expected, 1))}%（允许相差±{_allowed(each)}个百分点）",
        remedy="核对总量、增速和上年数；上年数修订过的写明修订后的数",
        severity=_severity(each, implied, case),
    )


def _severity(each: Grown, implied: Decimal, case: Case) -> Severity:
    if abs(implied) > _SLIP or implied < -50:
        return "error"
    revised = is_revised(each.level, case.draft) or is_revised(each.base, reading_of(each.base, case))
    return "note" if revised else "warning"
