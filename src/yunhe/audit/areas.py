"""Which area lies in which, as far as reports say it: a report keeps naming the province and the city it lies in."""

from collections.abc import Iterable

from yunhe.reading.places import stem
from yunhe.types import Level, Reading

_RANK: dict[Level, int] = {"national": 0, "province": 1, "city": 2, "county": 3, "township": 4}
_OFTEN = 3


def wholes_of(part: Reading, others: Iterable[Reading]) -> list[Reading]:
    """The reports, among others, of the areas that one lies in: the nation, and of each rank that named most often."""
    rank = _RANK.get(part.outline.level) if part.outline.level else None
    if rank is None:
        return []
    found: dict[int, tuple[int, Reading]] = {}
    for other in others:
        above = _RANK[other.outline.level] if other.outline.level else rank
        named = _OFTEN if above == 0 else _named(part, other)
        if above < rank and named >= _OFTEN and named > found.get(above, (0, other))[0]:
            found[above] = (named, other)
    return [other for _, other in found.values()]


def _named(part: Reading, whole: Reading) -> int:
    name = stem(whole.outline.area or "")
    return part.document.text.count(name) if name else 0


def are_peers(one: Reading, other: Reading) -> bool:
    """Whether two reports are of different areas of one rank."""
    return one.outline.level == other.outline.level is not None and one.outline.area != other.outline.area
