"""When two claims speak of the same thing: indicator, place, period, 口径, of the year or cumulated."""

import re
from collections import defaultdict
from collections.abc import Iterable

from yunhe.types import Claim

_IDLE = re.compile(
    "^(?:全[省市区县州旗国]|我[省市区县州]|本[省市区县]|年末|年底|期末|当年|全年|上年|去年|今年|完成|实现|达到?|其中|"
    "新建|预计|力争|累计|总共|共|的|了|为|约|超|将|使|让|把|和|与|及|、|，|“|”)+"
)
_TAIL = re.compile("(?:达到?|完成|实现|为|约|超过?|突破|增长|增加|提高|下降|总量|总额|的|了|“|”)+$")


def subject_of(claim: Claim) -> str:
    """What a claim is about, for comparing: its indicator's id, else its phrase without idle words; "" if neither."""
    if claim.indicator_id:
        return claim.indicator_id
    return _TAIL.sub("", _IDLE.sub("", re.sub(r"\s", "", claim.indicator.phrase)))


def same_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims state the same figure: nothing that they say of it differs."""
    return (
        subject_of(one) == subject_of(other) != ""
        and (one.kind, one.unit, one.period, one.place) == (other.kind, other.unit, other.period, other.place)
        and one.scope == other.scope
        and not _differ(one.accumulation, other.accumulation)
        and one.basis == other.basis
        and (one.status == "target") == (other.status == "target")
    )


def belonging(claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    """Growths, changes, ranks and streaks by the start of the level they belong to."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.of is not None and claim.of != claim.start:
            found[claim.of].append(claim)
    return found


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
