"""Which area lies in which: cities by the table of the country's divisions, counties by the city that they name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from yunhe.audit.prose import once_a_reading
from yunhe.definitions import strict
from yunhe.reading.places import stem
from yunhe.types import Level, Reading

_FILE = Path(__file__).with_name("areas.yaml")
_RANK: dict[Level, int] = {"national": 0, "province": 1, "city": 2, "county": 3, "township": 4}
_OFTEN = 3


def wholes_of(part: Reading, others: Iterable[Reading]) -> list[Reading]:
    """The reports, among others, of the areas that one lies in: the nation, its province, its city."""
    return [other for other in others if _is_whole_of(part, other)]


def are_peers(one: Reading, other: Reading) -> bool:
    """Whether two reports are of different areas of one rank."""
    return one.outline.level == other.outline.level is not None and one.outline.area != other.outline.area


@once_a_reading
def province_of(reading: Reading) -> str | None:
    """The province that an area is or lies in, by its short name; None when nothing tells."""
    if reading.outline.level == "province":
        return stem(reading.outline.area or "") or None
    return _provinces().get(city_of(reading) or "")


@once_a_reading
def city_of(reading: Reading) -> str | None:
    """The city that an area is or lies in, by its short name; a county names it more often than any other."""
    if reading.outline.level == "city":
        return stem(reading.outline.area or "") or None
    if reading.outline.level not in ("county", "township"):
        return None
    named = Counter(_cities().findall(reading.document.text)).most_common(2)
    if not named or named[0][1] < _OFTEN or (len(named) > 1 and named[1][1] * 2 > named[0][1]):
        return None
    return str(named[0][0])


def _is_whole_of(part: Reading, whole: Reading) -> bool:
    if part.outline.level is None or whole.outline.level is None:
        return False
    if _RANK[whole.outline.level] >= _RANK[part.outline.level]:
        return False
    if whole.outline.level == "national":
        return True
    name = stem(whole.outline.area or "")
    known = province_of(part) if whole.outline.level == "province" else city_of(part)
    if part.outline.level == "city" and known is None and name not in _provinces().values():
        return bool(name) and part.document.text.count(name) >= _OFTEN  # of a place that is on no map
    return known == name != ""


@cache
def _provinces() -> Mapping[str, str]:
    """The province of every city."""
    root = strict.load(_FILE)
    found = {city: province for province, cities in root.entries(strict.text) for city in cities.split()}
    root.finish()
    return found


@cache
def _cities() -> re.Pattern[str]:
    return re.compile(
        "(" + "|".join(sorted(_provinces(), key=len, reverse=True)) + ")(?:市|州|[\u4e00-\u9fff]{1,6}自治州)"
    )
