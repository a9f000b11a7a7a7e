"""回升的点数说出了低点是多少。

增速3.9%、较低点提升31.2个百分点，等于说低点是-27.3%；读者会算出来，会问为什么。
"""

from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Claim, Finding

SEVERITY = "note"
FLAGS = ("2024年，规上工业增加值增长3.9%。规上工业增加值增速较全年低点提升31.2个百分点。",)
PASSES = (
    "2024年，规上工业增加值增长3.9%。规上工业增加值增速较全年低点提升1.2个百分点。",
    "2024年，规上工业增加值增长3.9%。规上工业增加值增速较上年提升5.2个百分点。",
    "规上工业增加值增速较全年低点提升31.2个百分点。",
)
_FAR_BELOW = Decimal(-5)


def check(case: Case) -> Iterator[Finding]:
    """Recoveries by points that put the low of the year far below zero."""
    prose = prose_of(case.draft)
    growths = {
        claim.indicator_id: claim
        for claim in case.draft.claims
        if claim.kind == "growth" and claim.unit == "%" and claim.period == str(case.year) and claim.bound == "="
    }
    for claim in case.draft.claims:
        growth = growths.get(claim.indicator_id) if claim.indicator_id else None
        recovered = claim.unit.endswith("百分点") and "低点" in prose.before(claim)[-40:]
        if growth and recovered and growth.value - claim.value <= _FAR_BELOW:
            yield _finding(claim, growth)


def _finding(claim: Claim, growth: Claim) -> Finding:
    low = growth.value - claim.value
    return Finding.at(
        claim,
        f"由此可算出低点是{low}%，读者会问",
        growth,
        evidence=f"{growth.value}% − {claim.value}个百分点 = {low}%",
        remedy="核对点数；备好低点的说明，或不写回升幅度",
    )
