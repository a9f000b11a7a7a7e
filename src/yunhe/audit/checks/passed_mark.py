"""“突破”的关口，要在“达到”的数之下。

一句话里先说突破了多少，再说达到多少（或先说实际，再说连续几年超过多少），说的是同一个数；关口高过实际的数，两个里必有一个
写错。
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from yunhe.audit.likeness import same_thing
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.rounding import half, written
from yunhe.audit.series import subject
from yunhe.types import Case, Claim, Finding

SEVERITY = "error"
FLAGS = (
    "一、2024年工作回顾\n地区生产总值突破3000亿元，达到2206.3亿元。",
    "一、2024年工作回顾\n接待游客首次突破4亿人次、达到2.09亿人次，增长8%。",
    "一、2024年工作回顾\n粮食总产439.2亿斤、连续12年超470亿斤。",
    "一、2024年工作回顾\n地区生产总值迈上7万亿元新台阶、达到30145.79亿元。",
)
PASSES = (
    "一、2024年工作回顾\n地区生产总值突破2000亿元，达到2206.3亿元。",
    "一、2024年工作回顾\n粮食总产439.2亿斤、连续12年超430亿斤。",
    "一、2024年工作回顾\n社会融资规模突破3万亿元，新增融资2000亿元。",
    "一、2024年工作回顾\n地区生产总值突破2200亿元，由1800亿元增加到2206.3亿元。",
)
_THEN = re.compile(
    "^(?:、(?:增产|增加)[\\d.]+[^，。；、\\d]{1,4})?(?:以上|大关|关口|门槛|整数|新?台阶)*[、，]?(?:(?:20\\d\\d年)?(?:预计)?(?:已|总额|总量)?(?:达到?|实现|为)|"
    "连续\\w{1,3}年(?:保持|稳定|站稳)?在?(?:超过?|突破)?)$"
)


def check(case: Case) -> Iterator[Finding]:
    """A mark that was passed beside the figure that was reached, in one sentence, where the mark is the higher."""
    prose = prose_of(case.draft)
    levels = [claim for claim in case.draft.claims if claim.kind == "level"]
    for first, other in pairwise(levels):
        mark, reached = (first, other) if first.bound == ">" else (other, first)
        if (mark.bound, reached.bound) == (">", "=") and _is_above(mark, reached) and _is_one(first, other, prose):
            yield _finding(mark, reached)


def _is_above(mark: Claim, reached: Claim) -> bool:
    return mark.value - half(mark) > reached.value + half(reached)


def _is_one(first: Claim, other: Claim, prose: Prose) -> bool:
    """Whether nothing stands between two neighbours but the word that takes up the first: 突破2亿、达到."""
    if first.sentence != other.sentence or first.status == "target":
        return False
    between = prose.chars[prose.end_offset(first) : prose.offset(other)]
    return same_thing(first, other) and bool(_THEN.match(between))


def _finding(mark: Claim, reached: Claim) -> Finding:
    return Finding.at(
        mark,
        f"{subject(mark)}说突破{written(mark)}，达到的却是{written(reached)}",
        reached,
        evidence=f"{written(mark)} > {written(reached)}",
        remedy="核对关口和实际的数",
    )
