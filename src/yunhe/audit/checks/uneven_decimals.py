"""同一句里的增速，有的带小数，有的不带。

“增长4.2%、5%、3.9%”，读的人不知道5%是5.0%还是约数。只看一句里三个以上的同类增速，每句提示一次。
"""

import re
from collections.abc import Iterator, Sequence

from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.audit.rounding import half
from yunhe.types import Case, Claim, Finding

SEVERITY = "note"
FLAGS = (
    "2025年，全市地区生产总值增长4.2%，一般公共预算收入增长5.1%，社会消费品零售总额增长3%，固定资产投资增长2.6%。",
    "2025年，地区生产总值增长4.25%，一般公共预算收入增长5.1%，社会消费品零售总额增长3.6%，固定资产投资增长2.6%。",
    "2025年，城镇居民人均可支配收入增长4%，农村居民人均可支配收入增长6.1%，固定资产投资增长2.6%，出口增长7.7%。",
)
PASSES = (
    "2025年，全市地区生产总值增长4.2%，一般公共预算收入增长5.1%，社会消费品零售总额增长3.6%。",
    "2025年，全市地区生产总值增长4%以上，一般公共预算收入增长5.1%，社会消费品零售总额增长3.6%，投资增长2.2%。",
    "2025年，全市地区生产总值增长4%，一般公共预算收入增长5.1%。",
    "二、2026年工作安排\n地区生产总值增长5%，一般公共预算收入增长3%，固定资产投资增长2.5%，出口增长4%。",
)
_BOUND = re.compile("以[内上下]|左右")
_MOST = 4  # figures of a sentence, at least, of which all but one or two agree


def check(case: Case) -> Iterator[Finding]:
    """Growths of one sentence that differ from their neighbours in the number of decimals."""
    prose = prose_of(case.draft)
    for sentence in prose.sentences:
        if sentence.role != "plan":
            yield from _uneven(prose, sentence)


def _uneven(prose: Prose, sentence: Sentence) -> Iterator[Finding]:
    growths = [
        claim
        for claim in prose.claims_in(sentence)
        if _is_exact_growth(claim) and not _BOUND.search(prose.after(claim)[:8])
    ]
    if len(growths) < _MOST:
        return
    usual = _usual(growths)
    odd = [claim for claim in growths if half(claim) != half(usual)]
    if odd and len(odd) * _MOST <= len(growths):
        yield Finding.at(
            odd[0],
            f"同一句{len(growths)}个增速，小数位数不一",
            *odd[1:],
            usual,
            evidence=f"{'、'.join(claim.quote for claim in odd)}，其余如 {usual.quote}",
            remedy=f"统一写成和 {usual.quote} 一样的小数位数",
        )


def _is_exact_growth(claim: Claim) -> bool:
    is_measured = claim.kind == "growth" and claim.unit == "%" and claim.status != "target"
    return is_measured and claim.bound == "=" and abs(claim.value) < 100


def _usual(growths: Sequence[Claim]) -> Claim:
    halves = [half(claim) for claim in growths]
    return max(growths, key=lambda claim: halves.count(half(claim)))
