"""主要指标只报总量，没有增速。

同一句里的邻居都有增速，唯独这一项没有，读的人会问是不是下降了。
"""

from collections.abc import Iterator

from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.types import Case, Claim, Finding

SEVERITY = "note"
_LIST = (
    "2025年，全市地区生产总值2206.3亿元，增长4%，服务业增加值2014.1亿元，增长4.9%，规上工业增加值109.6亿元，增长3.9%，"
)
FLAGS = (
    _LIST + "一般公共预算收入179.1亿元。",
    _LIST + "居民人均可支配收入86062元。",
    _LIST + "一般公共预算收入179.1亿元，民生实事圆满完成。",
)
PASSES = (
    _LIST + "一般公共预算收入179.1亿元，增长2%。",
    _LIST + "一般公共预算收入179.1亿元。一般公共预算收入增长2%。",
    "2025年，全市一般公共预算收入179.1亿元。",
)

_NEIGHBOURS = 3
_WORDS = ("一般公共预算收入", "可支配收入", "地区生产总值", "社会消费品零售总额", "进出口总额")


def check(case: Case) -> Iterator[Finding]:
    """Headline levels without growth in a sentence whose other figures have it."""
    prose = prose_of(case.draft)
    grown = {claim.indicator_id for claim in case.draft.claims if claim.kind == "growth"}
    for sentence in prose.sentences:
        if sentence.role != "plan":
            yield from _gaps(prose, sentence, grown)


def _gaps(prose: Prose, sentence: Sentence, grown: set[str | None]) -> Iterator[Finding]:
    claims = prose.claims_in(sentence)
    levels = {claim.indicator_id for claim in claims if claim.kind == "level" and claim.indicator_id}
    paired = levels & {claim.indicator_id for claim in claims if claim.kind == "growth"}
    if len(paired) < _NEIGHBOURS:
        return
    for claim in claims:
        if _is_headline(claim) and claim.indicator_id not in grown:
            message = f"“{claim.indicator}”只有总量，没有增速"
            evidence = f"同一句里另有{len(paired)}项总量和增速都有"
            yield Finding.at(claim, message, evidence=evidence, remedy="补上增速，或准备好说明")


def _is_headline(claim: Claim) -> bool:
    named = claim.indicator_id is not None and str(claim.indicator).endswith(_WORDS)
    return named and claim.kind == "level" and claim.status != "target"
