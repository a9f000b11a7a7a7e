"""引号、书名号、括号不成对。

一段之内，“没有”收住，或”没有“起头，读的人分不清名称到哪里为止；前后引号写反、书名号和引号交叉也在此。
满篇如此是文件转换造成的，只作提示。
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.types import Case, Finding, Severity

SEVERITY = "warning"
FLAGS = (
    "开展“味美浙江·食在杭州”餐饮消费欢乐季”“拱宸400商圈联盟”等活动。",
    "推进“千项万亿工程，建设“三城五区”。",
    "发布《大运河文化发展报告，推动文旅融合。",
    "深入开展“四边三化“行动，建设绿色廊道。",
    "完成投资12亿元（其中基础设施3亿元，增长5%。",
    "推进“‘千项万亿工程”，建设新区。",
    "出台《关于“人工智能+的意见》，设立基金。",
)
PASSES = (
    "2017年9月，《关于进一步加强生态文明建设\n谱写美丽篇章的决定》，部署了30条措施。",
    "坚定拥护“两\n个确立”，坚决做到“两个维护”。",
    "经受住了‘98特大洪水的考验。",
    "举办浙洽会’99和西湖’98博览会，开放水平提高。",
    "实施“‘一带一路’251行动”，增长5%。",
    "开展“味美浙江”“拱宸商圈联盟”等活动。",
    "他说：“第一段。\n“第二段。”",
    "推进“‘千项万亿’工程”，发布《“十四五”规划》，落实《关于印发《办法》的通知》。",
    "重点任务：1）稳增长；2）促改革。a）强监管。",
    "完成投资12亿元（其中基础设施3亿元），引进People’s Choice等品牌。",
)


class Lone(NamedTuple):
    """A mark without its partner: where the loss lies, the mark, what is amiss."""

    start: int
    end: int
    mark: str
    what: str
    may_run_on: bool = False  # a quotation that goes on in the next paragraph


_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）"}
_OPENS = {close: mark for mark, close in _PAIRS.items()}
_NAMES = dict.fromkeys("“”‘’", "引号") | dict.fromkeys("《》", "书名号") | dict.fromkeys("（）", "括号")
_MARKS = re.compile(
    "[“”《》（]|‘(?!\\d\\d(?!\\d))|(?<=[\u4e00-\u9fff])’(?!\\d\\d(?!\\d))|(?<![A-Za-z])’(?!\\d)|’(?![A-Za-z\\d])|"
    "(?<![；。，、：\n\\s][\\da-zA-Z一二三四五六七八九十①-⑳])(?<!^[\\d])(?<!\\s\\d\\d)）"
)
_ONCE = frozenset("“‘")  # never stand within their like
_LOST = "不成对"
_NESTED = "套在引号里，应为 ‘"
_STOPS = "。；！？"
_DAMAGED = 4
_MISREAD = re.compile("(?<![A-Za-z])[lI]\\.\\d|\\d[lO]\\d")  # a page was scanned, and l.9倍 read for 1.9倍
_REACH = 30


def check(case: Case) -> Iterator[Finding]:
    """The first mark of a paragraph that has no partner."""
    prose = prose_of(case.draft)
    places = list(_places(prose))
    severity: Severity = "warning" if len(places) <= _DAMAGED and not _MISREAD.search(prose.chars) else "note"
    for place in places:
        message = f"{_NAMES[place.mark]} {place.mark} {place.what}"
        remedy = "补上缺的一半，或删去多的一半" if place.what == _LOST else "改正"
        level: Severity = "note" if place.what == _NESTED else severity
        yield Finding.at(prose.span(place.start, place.end), message, remedy=remedy, severity=level)


def _places(prose: Prose) -> Iterator[Lone]:
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in prose.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    bounds = [(sentences[0].start, sentences[-1].end) for sentences in paragraphs.values()]
    found = [_lone(prose.chars, start, end) for start, end in bounds]
    carried = False
    broken = _on_broken_lines(prose, bounds, found)
    for number, place in enumerate(found):
        if number in broken:
            continue
        start = bounds[number][0]
        closes = place is not None and place.mark == "”"
        reopens = prose.chars[start] == "“" and (place is None or place.start == start)
        if carried and (closes or reopens or place is None):
            carried = not closes and place is not None
            continue
        carried = place is not None and place.may_run_on and _goes_on(prose, bounds[number + 1 :], found[number + 1 :])
        if place and not carried:
            yield place


def _on_broken_lines(prose: Prose, bounds: Sequence[tuple[int, int]], found: Sequence[Lone | None]) -> set[int]:
    """The paragraphs between which a name in 《》 or （） is broken over the line: no stop ends the first."""
    return {
        at
        for number, (one, other) in enumerate(pairwise(found))
        if one and other and _PAIRS.get(one.mark) == other.mark and prose.chars[bounds[number][1] - 1] not in _STOPS
        for at in (number, number + 1)
        if not one.may_run_on and one.what == other.what == _LOST
    }


def _goes_on(prose: Prose, bounds: Sequence[tuple[int, int]], found: Sequence[Lone | None]) -> bool:
    """Whether the next paragraph takes up a quotation or ends it."""
    if not bounds:
        return False
    return prose.chars[bounds[0][0]] == "“" or (found[0] is not None and found[0].mark == "”")


def _lone(chars: str, start: int, end: int) -> Lone | None:
    """The first lone mark of a paragraph."""
    marks = list(_MARKS.finditer(chars, start, end))
    opened: list[tuple[str, int]] = []
    for number, found in enumerate(marks):
        mark, at = found[0], found.start()
        if mark in _PAIRS:
            if opened and opened[-1][0] == mark and mark in _ONCE:
                return _second_open(chars, opened[-1][1], at, marks[number + 1 :])
            opened.append((mark, at))
        elif opened and opened[-1][0] == _OPENS[mark]:
            opened.pop()
        else:
            last = marks[number - 1].end() if number else start
            return _close(chars, opened, mark, at, last)
    if not opened:
        return None
    mark, at = opened[-1]
    runs_on = mark == "“" and chars[at - 1 : at] in ("：", ":", "\n", "")
    return Lone(at, _stop(chars, at, min(end, at + _REACH)), mark, _LOST, runs_on)


def _second_open(chars: str, first: int, second: int, marks: Sequence[re.Match[str]]) -> Lone:
    """“ after “: the first is not closed, or the second should close it."""
    mark = chars[first]
    following = next((found[0] for found in marks if found[0] in (mark, _PAIRS[mark])), None)
    nested = [found[0] for found in marks if found[0] in (mark, _PAIRS[mark])][:2]
    if nested == [_PAIRS[mark]] * 2:
        return Lone(second, second + 1, mark, _NESTED)
    if following != _PAIRS[mark] and second - first < _REACH:
        return Lone(first, second + 1, mark, f"方向反了，后一个应为 {_PAIRS[mark]}")
    return Lone(first, _stop(chars, first, second), mark, _LOST)


def _close(chars: str, opened: Sequence[tuple[str, int]], mark: str, at: int, last: int) -> Lone:
    """A close whose open is missing, or which another open keeps from it."""
    if any(each == _OPENS[mark] for each, _ in opened):
        inner, start = opened[-1]
        if chars[at + 1 : at + 2] == _PAIRS[inner]:
            return Lone(at, at + 2, mark, f"和 {_PAIRS[inner]} 交叉")
        return Lone(start, at + 1, inner, _LOST)
    start = max(last, at - _REACH, max(chars.rfind(stop, 0, at) + 1 for stop in _STOPS))
    return Lone(min(start, at), at + 1, mark, _LOST)


def _stop(chars: str, start: int, end: int) -> int:
    """Where the sentence that a lone mark opens ends, at most `end`."""
    stops = [at for stop in _STOPS if (at := chars.find(stop, start, end)) > 0]
    return max(start + 1, min([end, *stops]))
