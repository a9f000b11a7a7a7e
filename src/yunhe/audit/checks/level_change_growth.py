"""总量、增量、增速说的是同一件事，三个数要对得上。

达到110家、比上年增加10家、增长20%，三个里必有一个不对；由80增加到100、增长30%也一样。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yunhe.audit.likeness import belonging
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import half, shown, written
from yunhe.audit.series import is_nominal, is_of_one_year
from yunhe.audit.setting import counts_from_further_back
from yunhe.reading.amounts import plain
from yunhe.types import Case, Claim, Finding

SEVERITY = "warning"
FLAGS = (
    "国家高新技术企业达到110家，比上年增加10家，增长20%。",
    "一般公共预算收入由80亿元增加到100亿元，增长35%。",
    "粮食总产量120万吨，比上年增加20万吨，增长30%。",
)
PASSES = (
    "全年优良天数282天、增加34天，空气质量综指4.13、下降12.8%。",
    "国家高新技术企业达到110家，比上年增加10家，增长10%。",
    "一般公共预算收入由80亿元增加到100亿元，年均增长4.6%。",
    "地区生产总值由800亿元增加到1000亿元，增长6%。",
    "存、贷款余额五年分别增加5073亿元、3229亿元，年均增长17.7%和15.3%，2007年底达到9155亿元、6158亿元，年分别增长17.4%和17.7%。",
    "粮食总产量120万吨，比上年增加20万吨，增长20%。",
    "市场主体达到11万户，新增2万户，增长10%。",
)
_OTHERWISE = re.compile("年均|实际|可比|同口径|剔除|累计|翻|五年|[“‘]十|新增|净增|新设|按")
_OVER_YEARS = re.compile("[三四五]年(?:来|间|分别|累计)?[^，]{0,4}(?:增加|净增|新增)|年均")
_FROM_TO = re.compile("^(?:左右|余|多)?(?:增加|增长|提高|扩大|上升|发展|增)(?:到|至)")


def check(case: Case) -> Iterator[Finding]:
    """Level, change and growth of one thing, and levels of two years with the growth between them."""
    prose = prose_of(case.draft)
    starts = {claim.start: claim for claim in case.draft.claims}
    for start, belongs in belonging(case.draft.claims).items():
        level = starts.get(start)
        if level is None or level.kind != "level" or level.bound != "=" or not is_nominal(level):
            continue
        growth = next((c for c in belongs if c.kind == "growth" and c.unit == "%" and not c.scope), None)
        if growth is None or growth.bound != "=" or growth.sentence != level.sentence or growth.value <= -99:
            continue
        if _OTHERWISE.search(_between(prose, level, growth)) or not is_of_one_year(level, case.draft):
            continue
        if counts_from_further_back(growth, case.draft) or _OVER_YEARS.search(_part(prose, growth)):
            continue
        if growth.indicator.phrase != level.indicator.phrase or _is_another_between(prose, level, growth):
            continue
        yield from _with_change(level, growth, belongs)
        yield from _with_base(level, growth, prose)


def _part(prose: Prose, claim: Claim) -> str:
    """The words since the last ； or 。."""
    return re.split("[。；]", prose.before(claim))[-1]


def _is_another_between(prose: Prose, level: Claim, growth: Claim) -> bool:
    """Whether a figure of something else stands between a level and its growth."""
    between = [c for c in prose.claims_in(prose.sentence_of(level)) if level.start < c.start < growth.start]
    numbers = re.findall(r"\d+(?:\.\d+)?", prose.chars[prose.end_offset(level) : prose.offset(growth)])
    return len(numbers) > len(between) or any(claim.of != level.start for claim in between)


def _between(prose: Prose, level: Claim, growth: Claim) -> str:
    """The words from a little before the level up to the growth."""
    return prose.chars[max(0, prose.offset(level) - 30) : prose.offset(growth)]


def _with_change(level: Claim, growth: Claim, belongs: list[Claim]) -> Iterator[Finding]:
    change = next((c for c in belongs if c.kind == "change" and c.unit == level.unit and not c.scope), None)
    if change is not None and change.bound == "=" and level.value != change.value:
        base = level.value - change.value
        slack = (half(level) + half(change)) * (1 + abs(growth.value) / 100) + abs(base) * half(growth) / 100
        if abs(base * growth.value / 100 - change.value) > slack:
            yield _finding(level, growth, change, base, f"{written(level)} − {written(change)}")


def _with_base(level: Claim, growth: Claim, prose: Prose) -> Iterator[Finding]:
    before = [c for c in prose.claims_in(prose.sentence_of(level)) if c.start < level.start and c.kind == "level"]
    base = before[-1] if before else None
    if base is None or base.unit != level.unit or base.bound != "=" or base.value <= 0:
        return
    between = prose.chars[prose.end_offset(base) : prose.offset(level)]
    if not _FROM_TO.match(between) or len(between) > 6 or base.period[:4] != str(int(level.period[:4]) - 1):
        return
    slack = half(level) + half(base) * (1 + growth.value / 100) + base.value * half(growth) / 100
    if abs(base.value * (1 + growth.value / 100) - level.value) > slack:
        yield _finding(level, growth, base, base.value, written(base))


def _finding(level: Claim, growth: Claim, third: Claim, base: Decimal, base_said: str) -> Finding:
    real = (level.value / base - 1) * 100 if base else Decimal(0)
    return Finding.at(
        growth,
        f"“{level.indicator.phrase}”的总量和增量算出增长{plain(round(real, 1))}%，这里写{plain(growth.value)}%",
        level,
        third,
        evidence=f"{written(level)} ÷ ({base_said}) − 1 = {shown(real, '%')} ≠ {plain(growth.value)}%",
        remedy="核对三个数；增速口径不同的写明",
    )
