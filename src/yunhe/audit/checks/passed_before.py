"""说“突破”“再破”一个关口，往年报告里早已过了。

“突破2000亿元”是说今年头一回过；上年已是2106亿元，就不是突破，多半是沿用了旧稿的话，或者关口写错了一档。
"""

import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.pasts import pasts
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import bounds, written
from yunhe.audit.series import is_revised, key_of, subject
from yunhe.types import Case, Claim, Finding

SEVERITY = "note"
YIELDS_TO = ("record_high", "implausible_jump")
_LAST = "一、2023年工作回顾\n进出口总额2106.3亿元，增长6.1%，实际使用外资9.3亿美元。"
FLAGS = (
    Example("一、2024年工作回顾\n进出口总额突破2000亿元，增长8%。", earlier={2023: _LAST}),
    Example("一、2024年工作回顾\n进出口总额再破2000亿元大关，增长8%。", earlier={2023: _LAST}),
    Example(
        "一、2024年工作回顾\n进出口总额跨上2000亿元台阶。",
        statistics="指标\t期间\t数值\t单位\n进出口总额\t2023\t2106.3\t亿元",
    ),
)
PASSES = (
    Example("一、2024年工作回顾\n进出口总额突破2200亿元，增长8%。", earlier={2023: _LAST}),
    Example("一、2024年工作回顾\n进出口总额连续三年突破2000亿元。", earlier={2023: _LAST}),
    Example("一、2024年工作回顾\n民营企业进出口总额突破2000亿元。", earlier={2023: _LAST}),
    Example("一、2024年工作回顾\n五年来，进出口总额突破2000亿元。", earlier={2023: _LAST}),
    Example("一、工作回顾\n——本届政府实力跃升。进出口总额突破2000亿元，2024年达到2300亿元。", earlier={2023: _LAST}),
    Example("二、2025年工作安排\n进出口总额突破2000亿元。", earlier={2023: _LAST}),
    Example(
        "一、2024年工作回顾\n进出口总额突破2200亿元。",
        statistics="指标\t期间\t数值\t单位\n进出口总额\t2023\t2106.3\t亿元",
    ),
)
_PASSED = re.compile(
    "(?P<verb>(?:再次?|再度|成功|历史性|一举)?(?:突破|迈上|跨上|跃上|站上|迈过|越过|跨过|跨入)|再破|再超)了?(?=\\d)"
)
_STILL = re.compile(
    "连续|继续|保持|稳定|稳|持续|始终|均|都|累计|首次|过去|第[一二三四五六七八九十\\d]+年|总数|总量|[以之]来|[年届]来"
)
_TERM = re.compile("五年|本届|上届|过去|“十|任期")
_CONTEXT = 240  # letters before, in which a review of several years shows itself
_ODD = 2  # an earlier figure so many times as high is of something else


def check(case: Case) -> Iterator[Finding]:
    """Marks said to be passed that last year's figure lay beyond."""
    year = case.year
    if year is None or not (case.earlier or case.statistics):
        return
    prose = prose_of(case.draft)
    for found in prose.find(_PASSED):
        claim = _passed(prose, found.end(), year)
        last = _beyond(claim, case, year - 1) if claim else None
        if claim and last:
            yield _finding(prose, found, claim, last)


def _passed(prose: Prose, at: int, year: int) -> Claim | None:
    """The mark that is passed in the year under review."""
    sentence = prose.sentence_at(at)
    if sentence.role not in ("front", "review"):
        return None
    clause = re.split("[，；]", prose.chars[sentence.start : at])[-1]
    if _STILL.search(clause) or _TERM.search(prose.chars[max(0, at - _CONTEXT) : at]):
        return None
    claims = (claim for claim in prose.claims_in(sentence) if prose.offset(claim) <= at < prose.end_offset(claim))
    claim = next(claims, None)
    told = claim is not None and claim.kind == "level" and claim.period == str(year) and claim.status != "target"
    return claim if told else None


def _beyond(claim: Claim, case: Case, year: int) -> Claim | None:
    """Last year's figure, when it certainly lay beyond the mark, and all that is known of last year does."""
    key = key_of(claim)
    if key is None or claim.indicator_id is None or is_revised(claim, case.draft):
        return None
    found = list(pasts(case, claim, key, year))
    lows = [bounds(other).low for other in found]
    return (
        found[0] if found and all(low is not None and claim.value < low < claim.value * _ODD for low in lows) else None
    )


def _finding(prose: Prose, found: re.Match[str], claim: Claim, last: Claim) -> Finding:
    said = found.group() + claim.quote
    return Finding.at(
        prose.span(found.start(), prose.end_offset(claim)),
        f"{subject(claim)}说“{said}”，{last.period}年已经是{written(last)}",
        last,
        evidence=f"{last.period}年 {written(last)} > {written(claim)}",
        remedy="核对关口，改为今年新过的关口；今年降回去又回来的，写明",
    )
