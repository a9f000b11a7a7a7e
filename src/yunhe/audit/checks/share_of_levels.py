"""说了占比，又说了两个总量，占比要算得出来。

“进出口总额1000亿元，其中出口600亿元，占50%”，三个数里必有一个不对。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import half, shown, written
from yunhe.reading.amounts import plain
from yunhe.types import Case, Claim, Finding

SEVERITY = "warning"
FLAGS = (
    "进出口总额1000亿元，其中出口600亿元，占50%。",
    "一般公共预算收入200亿元，其中税收收入150亿元，占比为85%。",
    "规上工业企业500家，其中亿元以上企业100家，占比30%。",
)
PASSES = (
    "进出口总额1000亿元，其中出口600亿元，占60%。",
    "进出口总额1000亿元，其中出口600亿元，占全国的3%。",
    "一般公共预算收入200亿元，其中税收收入150亿元，增长8%，占比为75%。",
    "进出口总额超1000亿元，其中出口600亿元，占比50%。",
    "新增企业20家，其中科技企业8家，占全市企业的50%。",
)
_SHARE = re.compile("^[，、]?(?:占|占比|占比为|占比达到?|比重为|比重达到?)$")
_PART = re.compile("其中[：:，]?[^，。；：\\d]{0,14}$")


def check(case: Case) -> Iterator[Finding]:
    """Whole, part behind 其中, and the share right behind the part."""
    prose = prose_of(case.draft)
    for sentence in prose.sentences:
        claims = [claim for claim in prose.claims_in(sentence) if claim.kind in ("level", "ratio")]
        for whole, part, share in zip(claims, claims[1:], claims[2:], strict=False):
            if _belong_together(whole, part, share, prose) and not _fits(whole, part, share):
                yield _finding(whole, part, share)


def _belong_together(whole: Claim, part: Claim, share: Claim, prose: Prose) -> bool:
    if (whole.kind, part.kind, share.unit) != ("level", "level", "%") or whole.unit != part.unit:
        return False
    if any(claim.bound != "=" for claim in (whole, part, share)) or not 0 < part.value <= whole.value:
        return False
    between = prose.chars[prose.end_offset(part) : prose.offset(share)]
    return bool(_PART.search(prose.before(part))) and bool(_SHARE.match(between)) and _ends(share, prose)


def _ends(share: Claim, prose: Prose) -> bool:
    """Whether nothing behind the share says of what else it is one."""
    return prose.after(share)[:1] in ("，", "。", "；", "、", "")


def _fits(whole: Claim, part: Claim, share: Claim) -> bool:
    least = (part.value - half(part)) / (whole.value + half(whole)) * 100
    most = (part.value + half(part)) / (whole.value - half(whole)) * 100
    return least - half(share) <= share.value <= most + half(share)


def _finding(whole: Claim, part: Claim, share: Claim) -> Finding:
    real = part.value / whole.value * 100
    return Finding.at(
        share,
        f"两个总量算出占{plain(round(real, 1))}%，这里写{plain(share.value)}%",
        part,
        whole,
        evidence=f"{written(part)} ÷ {written(whole)} = {shown(real, '%')} ≠ {plain(share.value)}%",
        remedy="核对三个数；占的不是前面那个总量的，写明占什么",
    )
