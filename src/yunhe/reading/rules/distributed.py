"""分别 hands out figures in order: 甲、乙、丙分别增长7%、3.7%、5.9%; also without the word."""

import re

from yunhe.reading.clause import refers_back, trimmed
from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import HARD
from yunhe.reading.rules import reads
from yunhe.reading.rules.shared_tail import completed
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "name", 10
EXAMPLES = (
    reads("数字经济核心产业增加值、高新技术产业增加值分别增长7%、3.7%。", "3.7%", indicator="高新技术产业增加值"),
    reads(
        "地区生产总值、服务业增加值、规上工业增加值增速较全年低点分别提升0.8、0.4、31.2个百分点。",
        "0.4",
        indicator="服务业增加值",
    ),
    reads("城镇职工养老保险和医疗保险覆盖率分别达到96%和63%。", "96%", indicator="城镇职工养老保险和医疗保险覆盖率"),
    reads("城镇和农村居民人均可支配收入分别达到5.1万元和2.3万元。", "2.3万元", indicator="农村居民人均可支配收入"),
    reads("专利授权9.8万件，其中发明专利授权4434件，分别年均增长43.9%和52%。", "52%", indicator="发明专利授权"),
)
NOT_EXAMPLES = ("生产总值、财政收入快速增长。",)

_SPLIT = re.compile("、|以及|和|及|与")
_END = re.compile(
    "(?:覆盖率|参保率|普及率|入学率|毛入学率|处理率|综合利用率|合格率|达标率|就业率|安装率|通达率|通车率)$"
)
_OWN_END = re.compile("[率数量额值重比度入资积例余]$")
_COMMA = re.compile("、|，")
_BASE = re.compile("(?:(?<![占同对环])比(?![重例率值价])|较|相比)[^，。；、]{1,14}$|同比$|年均$")


def name(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Give the figure at position i of a row the i-th thing of the list."""
    if figure.group is None or figure.kind in ("threshold", "streak"):
        return False
    position, size = figure.group
    head = sentence.figures[index - position]
    items = _items(sentence, head, size)
    if not items:
        return False
    figure.subject = items[position] if len(items) == size else items[0]
    if len(items) == size and position < size - 1 and _lacks_its_end(sentence, items, position):
        figure.named = completed(sentence.text(items[position]), sentence.text(items[-1]))
        figure.subject = (items[position][0], items[-1][1])
    if position == 0 and len(items) == size and size > 1 and _is_modifier(sentence, items):
        figure.subject = (items[0][0], items[-1][1])
        figure.named = sentence.text(items[0]) + sentence.text(items[-1])[items[0][1] - items[0][0] :]
    figure.carried = refers_back(sentence.text(head.core))
    return True


def _lacks_its_end(sentence: Sentence, items: list[tuple[int, int]], position: int) -> bool:
    """城镇职工养老保险和医疗保险覆盖率: only the last thing of the list says what is measured of all."""
    if not _END.search(sentence.text(items[-1])) or items[-1][0] - items[position][1] > 16:
        return False
    return all(_OWN_END.search(sentence.text(item)) is None for item in items[position:-1])


def _is_modifier(sentence: Sentence, items: list[tuple[int, int]]) -> bool:
    """城镇和农村居民人均可支配收入: the first thing of the list is only the beginning of its name."""
    first, last = items[0], items[-1]
    return first[1] - first[0] <= 2 and last[1] - last[0] > 4 and last[0] - first[1] <= 1 and first[0] < last[0]


def _items(sentence: Sentence, head: Numeral, size: int) -> list[tuple[int, int]]:
    passage = sentence.passage
    core = sentence.text(head.core)
    low = _previous_end(sentence, head)
    if (refers_back(core) and low >= passage.clause_start(sentence.start, head.start, HARD) - 1) or (
        not core and not head.hands_out
    ):
        return _last(sentence, head, size)
    start = passage.clause_start(low, head.start, HARD)
    listed = _listed(sentence, start, head.core[1], size)
    if listed:
        return listed
    if refers_back(core):
        return _last(sentence, head, size)
    if not head.hands_out and head.kind == "level":
        return []
    return [head.core] if head.core[1] > head.core[0] else []


def _previous_end(sentence: Sentence, head: Numeral) -> int:
    ends = [f.tail for f in sentence.figures if f.start < head.start]
    return max(ends) if ends else sentence.start


def _listed(sentence: Sentence, start: int, end: int, size: int) -> list[tuple[int, int]]:
    """The list of things before 分别, when it is as long as the row of figures."""
    passage = sentence.passage
    text = passage.masked(start, end)
    base = _BASE.search(text)
    if base and base.start() > 0:
        text = text[: base.start()]
    for pattern in (_COMMA, _SPLIT):
        parts = _parts(text, pattern)
        if len(parts) == size:
            break
        if len(parts) == size - 1 and pattern is _COMMA:
            last = _parts(text[parts[-1][0] :], _SPLIT)
            if len(last) == 2:
                parts = parts[:-1] + [(a + parts[-1][0], b + parts[-1][0]) for a, b in last]
                break
    else:
        return []
    found = [trimmed(passage, start + a, start + b) for a, b in parts]
    return found if all(b > a for a, b in found) else []


def _parts(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    parts, at = [], 0
    for mark in pattern.finditer(text):
        parts.append((at, mark.start()))
        at = mark.end()
    parts.append((at, len(text)))
    return parts


def _last(sentence: Sentence, head: Numeral, size: int) -> list[tuple[int, int]]:
    """The last things named, one for each figure of the row."""
    before = [f for f in sentence.figures if f.start < head.start and f.kind != "threshold" and f.subject]
    if before and before[-1].group and before[-1].group[1] == size and len(before) >= size:
        return [f.subject for f in before[-size:] if f.subject]
    if not head.hands_out and head.kind == "level":
        return []
    seen: list[tuple[int, int]] = []
    for subject in sentence.subjects:
        if subject not in seen:
            seen.append(subject)
    if len(seen) >= size:
        return seen[-size:]
    if seen:
        return [seen[-1]]
    return [sentence.subject] if sentence.subject else []
