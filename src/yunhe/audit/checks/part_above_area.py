"""下级地区的数不会超过上级地区。

一个区的生产总值、企业数、投资额不会多过所在的市，市不会多过省。超过了，不是一处写错，就是口径不同。
"""

from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.areas import wholes_of
from yunhe.audit.checks import Example
from yunhe.audit.rounding import bounds, written
from yunhe.audit.series import is_of_one_year, subject, yearly
from yunhe.reading.places import beginning_at
from yunhe.types import Case, Claim, Finding, Reading

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n在江南省、江南省委和江南省政府领导下，地区生产总值22063亿元。",
        others={"江南省-2025.txt": "一、2024年工作回顾\n地区生产总值9820亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n江南省认定，江南省公布，江南省表彰：全市高新技术企业达到1331家。",
        others={"江南省-2025.txt": "一、2024年工作回顾\n高新技术企业达到1200家。"},
    ),
    Example(
        "一、2024年工作回顾\n江南省委、江南省政府支持我们，江南省外贸向好。出口总额9000亿元。",
        others={"江南省-2025.txt": "一、2024年工作回顾\n出口总额8200亿元。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值22063亿元。",
        others={"江南省-2025.txt": "一、2024年工作回顾\n地区生产总值9820亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n在江南省、江南省委和江南省政府领导下，地区生产总值2206亿元。",
        others={"江南省-2025.txt": "一、2024年工作回顾\n地区生产总值9820亿元。"},
    ),
    Example(
        "一、2024年工作回顾\n在江南省、江南省委和江南省政府领导下，居民人均可支配收入86062元。",
        others={"江南省-2025.txt": "一、2024年工作回顾\n居民人均可支配收入63842元。"},
    ),
)
_ADDED_UP = frozenset(
    {
        "gdp", "tertiary_value_added", "general_public_budget_revenue", "retail_sales", "total_trade", "exports",
        "imports", "fixed_asset_investment", "resident_population", "high_tech_enterprises", "market_entities",
        "grain_output", "fdi_utilised", "tech_smes", "deposits", "loans", "marine_gdp", "invention_patents",
    }
)  # fmt: skip


def check(case: Case) -> Iterator[Finding]:
    """Levels of the draft's area above those of the area it lies in."""
    for whole in wholes_of(case.draft, case.others):
        yield from _above(case.draft, whole)


def _above(part: Reading, whole: Reading) -> Iterator[Finding]:
    wholes = {(k.indicator, k.unit, year): claims for (k, year), claims in yearly(whole).items() if k.kind == "level"}
    for (key, year), claims in yearly(part).items():
        said = wholes.get((key.indicator, key.unit, year), ())
        if key.kind != "level" or not said or key.indicator not in _ADDED_UP:
            continue
        least, most = min(claims, key=_value), max(said, key=_value)
        low, high = bounds(least).low, bounds(most).high
        certain = is_of_one_year(least, part) and is_of_one_year(most, whole)
        if (
            certain
            and low is not None
            and high is not None
            and low > high
            and _is_own(least, part)
            and _is_own(most, whole)
        ):
            yield _finding(least, most, part, whole)


def _value(claim: Claim) -> Decimal:
    return claim.value


def _is_own(claim: Claim, reading: Reading) -> bool:
    """Whether a figure is of the reporting area, and not of one of its cities (酒泉经济总量)."""
    phrase = claim.indicator.phrase
    return claim.place == (reading.outline.area or "") and beginning_at(phrase, 0) == 0


def _finding(part: Claim, whole: Claim, of_part: Reading, of_whole: Reading) -> Finding:
    names = of_part.outline.area or "下级", of_whole.outline.area or "上级"
    return Finding.at(
        part,
        f"{names[0]}的{subject(part)}{written(part)}，多过{names[1]}的{written(whole)}",
        whole,
        evidence=f"{written(part)} > {written(whole)}",
        remedy="核对两处的数字、单位和口径",
    )
