"""总量除以增速，要等于上年报告的数。

增速按现价算的指标：今年总量 ÷ (1 + 增速) 应等于上年总量，只差四舍五入。差出来的，不是错了数字，就是上年数调整过而没有
说明。增速按可比价算的指标不在此列（见 implied_deflator）。
"""

from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.checks import Example
from yunhe.audit.rounding import bounds, written
from yunhe.audit.series import (
    Grown,
    arithmetic,
    compare,
    grown,
    is_nominal,
    is_of_the_whole,
    is_revised,
    reading_of,
    same_scope,
    subject,
)
from yunhe.audit.slips import meant
from yunhe.reading.amounts import plain
from yunhe.types import Case, Finding, Severity

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n一般公共预算收入179.1亿元，增长5%。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入190.3亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n社会消费品零售总额1658.6亿元，下降3.5%。",
        earlier={2023: "一、2023年工作回顾\n社会消费品零售总额1602.5亿元，增长7.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n进出口总额900亿元，增长10%。",
        earlier={
            2023: "一、2023年工作回顾\n进出口总额增长10%。",
            2022: "一、2022年工作回顾\n进出口总额690亿元。",
        },
    ),
    Example(
        "一、2024年工作回顾\n进出口总额8576.3万元，增长12.9%。",
        earlier={2023: "一、2023年工作回顾\n进出口总额7596.4亿元，增长4%。"},
    ),
    Example(
        "一、2024年工作回顾\n固定资产投资增长7.9%、居全国第三，一般公共预算收入179.1亿元、增长2.8%，税收增速居全国第八。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入达到170.6亿元，年均增长6.1%。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n固定资产投资2901.4亿元，增长5%。",
        earlier={2023: "一、2023年工作回顾\n五年来，完成固定资产投资9916.2亿元，年均增长11.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入179.1亿元，增长5%。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入170.6亿元，增长6.1%。"},
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        earlier={2023: "一、2023年工作回顾\n地区生产总值2081.5亿元，增长5.6%。"},
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入1114.5亿元，年均增长11.1%。",
        earlier={2023: "一、2023年工作回顾\n一般公共预算收入1006.4亿元，增长8.2%。"},
    ),
    Example(
        "一、2024年工作回顾\n农村居民人均可支配收入15781元，实际增长8.4%。",
        earlier={2023: "一、2023年工作回顾\n农村居民人均可支配收入13786元，增长9%。"},
    ),
    Example(
        "一、2024年工作回顾\n全市出口348.05亿美元，增长1.1%。",
        earlier={2023: "一、2023年工作回顾\n全市出口（含省属）415.21亿美元，增长17.5%。"},
    ),
    Example(
        "一、2024年工作回顾\n市级进出口总额383.39亿美元，增长11%；其中出口262.77亿美元，增长13.3%。",
        earlier={2023: "一、2023年工作回顾\n外贸出口总额299.66亿美元，增长14.3%。"},
    ),
    Example(
        "一、过去五年工作回顾\n五年来，民生不断改善。城乡居民人均可支配收入达到30548元和12881元，分别增长51.1%和57.9%。",
        "江州市-2025.txt",
        earlier={2023: "一、2023年工作回顾\n农村居民人均可支配收入11900元，增长8%。"},
    ),
    Example(
        "一、2024年工作回顾\n全年新登记企业16.8万户，增长5.7%。",
        earlier={
            2023: "一、2023年工作回顾\n江州自贸试验区建设开局良好。形成13个案例，新登记企业2.2万户。",
        },
    ),
    Example(
        "一、2024年工作回顾\n新增经营主体64.8万户，增长21.8%。",
        earlier={2023: "一、2023年工作回顾\n五年净增经营主体107.2万户、总量突破340万户。"},
    ),
    Example(
        "一、2024年工作回顾\n到位内资1249.27亿元，增长18.5%，其中浙商回归到位资金660.58亿元，增长27%。",
        earlier={2023: "一、2023年工作回顾\n到位内资1054.07亿元，增长22.5%。"},
    ),
)
_SLIP = Decimal("2.5")  # a ratio beyond this, or below its inverse, is no revision
_NOTICED = Decimal("0.02")
_SMALL = Decimal("0.005")  # published figures are revised by this much without a word


def check(case: Case) -> Iterator[Finding]:
    """Levels whose growth, at current prices, does not lead back to what an earlier report says."""
    for each in grown(case):
        if is_nominal(each.level) and not _fits(each) and (_is_plain(each, case) or _is_slip(each, case)):
            yield _finding(each, case)


def _fits(each: Grown) -> bool:
    return each.base_bounds.meets(bounds(each.base))


def _is_plain(each: Grown, case: Case) -> bool:
    return each.growth.period == each.level.period and compare(each.level, each.base, case)


def _is_slip(each: Grown, case: Case) -> bool:
    """Whether one slip explains it, of figures that are of one part: then other words around do not matter."""
    of_base = reading_of(each.base, case)
    whole = is_of_the_whole(each.level, case.draft) and is_of_the_whole(each.base, of_base)
    return whole and same_scope(each.level, case.draft, each.base, of_base) and _is_repaired(each)


def _is_repaired(each: Grown) -> bool:
    """Whether one other digit, point, unit or sign makes all fit: then the words around do not matter."""
    if abs(each.off) < _NOTICED:
        return False
    others = [each._replace(level=level) for level in meant(each.level)]
    others += [each._replace(growth=growth) for growth in meant(each.growth) if growth.value > -99]
    return any(_fits(other) for other in others)


def _finding(each: Grown, case: Case) -> Finding:
    level, growth, base, between = each
    whose = "上年报告" if between is None else "前年报告"
    low, high = each.base_bounds
    allowed = abs((high - low) / 2 / each.base_implied) if low is not None and high is not None else Decimal(0)
    return Finding.at(
        level,
        f"{subject(level)}{written(level)}、增速{plain(growth.value)}%，推不回{whose}的{written(base)}",
        *each.growths,
        base,
        evidence=f"{arithmetic(each)}，{whose}写{written(base)}，"
        f"差{plain(round(each.off * 100, 1))}%（允许±{plain(round(allowed * 100, 2))}%）",
        remedy="核对总量、增速和单位；上年数若经调整，写明“同口径”或调整后的上年数",
        severity=_severity(each, case),
    )


def _severity(each: Grown, case: Case) -> Severity:
    if not 1 / _SLIP < 1 + each.off < _SLIP:
        sure = compare(each.level, each.base, case) and _is_repaired(each) and not is_revised(each.level, case.draft)
        return "error" if sure else "warning"
    revised = is_revised(each.level, case.draft) or is_revised(each.base, reading_of(each.base, case))
    return "note" if (revised and not _is_repaired(each)) or abs(each.off) < _SMALL else "warning"
