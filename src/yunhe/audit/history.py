"""What a report says of each indicator for a year: the points of its area's history, outcomes and targets.

A point stands for one whole year and the whole area: figures of several years, of part of a year, of a park or of
another place are left out by the same rules as in the checks. What qualifies a figure (市级, 户籍, 全口径) keeps it in
a series of its own.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import Bounds, bounds
from yunhe.audit.series import before_growth, growth_of, is_nominal, is_of_one_year, is_of_the_area, qualifiers
from yunhe.audit.setting import counts_from_further_back
from yunhe.types import Claim, Reading

KINDS = ("level", "ratio", "growth")
_IDLE = frozenset({"新增", "净增", "目标", "预期"})
_RECOUNTED = re.compile("口径|普查|修订|修正|新核算|营改增")
_LETTERS = 60


class Point(NamedTuple):
    """One figure as a point. `scope` are the words that qualify it; `is_recounted` says whether the words around it
    speak of another 口径 or a census; `base` is what its growth leads back to for the year before."""

    claim: Claim
    year: int
    scope: str
    is_recounted: bool
    base: Bounds | None

    @property
    def is_target(self) -> bool:
        """Whether it is still to be reached."""
        return self.claim.status == "target"


def points(reading: Reading) -> Iterator[Point]:
    """The points of a report, in reading order; figures of indicators that nobody has defined are none."""
    for claim in reading.claims:
        if _is_point(claim, reading):
            words = "、".join(sorted(qualifiers(claim, reading) - _IDLE))
            recounted = claim.kind != "growth" and _is_recounted(claim, reading)
            yield Point(claim, int(claim.period), words[:_LETTERS], recounted, _base(claim, reading))


def _is_point(claim: Claim, reading: Reading) -> bool:
    if claim.indicator_id is None or claim.kind not in KINDS or claim.scope or len(claim.period) != 4:
        return False
    if claim.kind == "growth" and (claim.unit != "%" or counts_from_further_back(claim, reading)):
        return False
    return is_of_the_area(claim, reading) and claim.accumulation != "cumulative" and is_of_one_year(claim, reading)


def _is_recounted(claim: Claim, reading: Reading) -> bool:
    """Whether the words from ； to ； say that it is counted otherwise than before."""
    prose = prose_of(reading)
    before, after = re.split("[。；;]", prose.before(claim))[-1], re.split("[。；;]", prose.after(claim))[0]
    return bool(_RECOUNTED.search(before + claim.quote + after))


def _base(claim: Claim, reading: Reading) -> Bounds | None:
    """Between which values the year before must lie, by the growth said of a level at its own prices."""
    growth = growth_of(claim, reading) if claim.kind == "level" and claim.status != "target" else None
    if growth is None or claim.value <= 0 or growth.value <= -99 or not is_nominal(claim):
        return None
    return before_growth(bounds(claim), growth)
