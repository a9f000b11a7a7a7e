"""The names of provinces and cities that open a phrase: 成都旅客吞吐量, 江苏省生产总值."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict

_FILE = Path(__file__).with_name("places.yaml")
_PART = re.compile("壮族自治区|回族自治区|维吾尔自治区|自治区|[\u4e00-\u9fff]{1,8}?族自治州|省|市|州|地区|盟")


class _Names(NamedTuple):
    by_beginning: dict[str, tuple[str, ...]]  # first two letters → names, longest first
    not_before: tuple[str, ...]
    provinces: frozenset[str]


def beginning_at(text: str, start: int) -> int:
    """Where the short name that stands at `start` ends, be it part of a longer one or not: 大庆|油田."""
    found = _names().by_beginning.get(text[start : start + 2], ())
    return next((start + len(name) for name in found if text.startswith(name, start)), start)


def name_at(text: str, start: int, end: int) -> int:
    """Where the name of a province or city that stands at `start` ends, or `start` when there is none."""
    stop = beginning_at(text, start)
    return max(start, _whole(text, stop, end)) if stop > start else start


def _whole(text: str, stop: int, end: int) -> int:
    """The end of the name with the word for its kind; 0 when it is part of another name."""
    part = _PART.match(text, stop, end)
    if part:
        return part.end()
    return stop if not text.startswith(_names().not_before, stop) else 0


def is_province(name: str) -> bool:
    """Whether this is the short name of a province: 江西名牌 is a title, 南昌港 is of 南昌."""
    return name in _names().provinces


def stem(area: str) -> str:
    """杭州市 → 杭州, 广西壮族自治区 → 广西: as it is called for short."""
    if not area or name_at(area, 0, len(area)) != len(area):
        return area[:-1] if len(area) > 2 and area[-1] in "省市区县州旗盟" else area
    return next(name for name in _names().by_beginning[area[:2]] if area.startswith(name))


@cache
def _names() -> _Names:
    root = strict.load(_FILE)
    provinces, cities = (root.take(key, strict.text).split() for key in ("provinces", "cities"))
    not_before = tuple(root.take("not_before", strict.text).split())
    root.finish()
    found: dict[str, list[str]] = {}
    for name in sorted([*provinces, *cities], key=len, reverse=True):
        found.setdefault(name[:2], []).append(name)
    return _Names({beginning: tuple(listed) for beginning, listed in found.items()}, not_before, frozenset(provinces))
