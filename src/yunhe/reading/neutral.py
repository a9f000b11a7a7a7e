"""Words around an indicator that leave its meaning as it is: whose it is, when, and what happened to it."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict

_FILE = Path(__file__).with_name("neutral.yaml")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}(?:省|市|区|县|自治州|盟|旗|街道|自治区|机场|港)$")
_NO_PLACE = re.compile(

        r"(?:市区|城区|园区|开发区|高新区|山区|牧区|灾区|库区|景区|社区|地区|片区|矿区|老区|小区|病区|"
        r"林区|校区|功能区|示范区|试验区|保护区|"
    

        r"城市|农村|农牧区|各省|各市|各县|各区|省市|县市|区县|产业|企业|外省|省外|市外|都市|上市|门市|"
        r"超市|互市|农贸市|集市|市场|商场|广场|农场|夜市|股市|楼市)$"
    
)  # fmt: skip
_TIME = re.compile(
    r"(?:(?:19|20)?\d\d(?:[-—~至到](?:19|20)?\d\d)?年?(?:[上下]半年|前?[一二三四]季度|"
    r"\d{1,2}月份?)?)(?:全年|末|底|以来)?$"
)
_ASIDE = re.compile(r"（[^（）]*）$")
_AGAINST = re.compile(r"(?:比|较)[\u4e00-\u9fff\d]{1,8}(?:年|期|初|末|平均|低点|底|水平)$")
_ENDS_OF_TIMES = "0123456789年度月份末底来"
_ENDS_OF_PLACES = "省市区县州盟旗道场港"
_MARKS = "，。；：,;:！!"


class _Words(NamedTuple):
    words: frozenset[str]
    lengths: dict[str, tuple[int, ...]]  # last letter of a word → lengths of such words, longest first

    def at_end_of(self, phrase: str) -> int:
        """The length of the longest word that ends the phrase, or 0."""
        for length in self.lengths.get(phrase[-1], ()):
            if phrase[-length:] in self.words:
                return length
        return 0


def without_last(phrase: str) -> str:
    """The phrase without its last neutral word, or empty when it does not end in one."""
    length = _neutral()[0].at_end_of(phrase)
    if length:
        return phrase[:-length]
    if phrase[-1] == "）":
        return _ASIDE.sub("", phrase) if _ASIDE.search(phrase) else ""
    found = _AGAINST.search(phrase) if "比" in phrase or "较" in phrase else None
    return phrase[: found.start()] if found else ""


def without_leading(before: str) -> str:
    """What is left of the words before an indicator once the neutral ones that stand next to it are taken away."""
    while before and before[-1] not in _MARKS:
        shorter = _without_one(before)
        if shorter == before:
            return before
        before = shorter
    return ""


def _without_one(before: str) -> str:
    length = _neutral()[1].at_end_of(before)
    if length:
        return before[:-length]
    if before[-1] == "）":
        return _ASIDE.sub("", before)
    if before[-1] in _ENDS_OF_TIMES:
        time = _TIME.search(before)
        return before[: time.start()] if time else before
    if before[-1] not in _ENDS_OF_PLACES or _NO_PLACE.search(before):
        return before
    place = _PLACE.search(before)
    return before[: place.start()] if place else before


@cache
def _neutral() -> tuple[_Words, _Words]:
    """The words after and the words before an indicator."""
    root = strict.load(_FILE)
    after, before = (_words(root.take(key, strict.text).split()) for key in ("after", "before"))
    root.finish()
    return after, before


def _words(words: list[str]) -> _Words:
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[-1]].add(len(word))
    return _Words(frozenset(words), {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()})
