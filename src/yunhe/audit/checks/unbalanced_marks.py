"""引号、书名号不成对。

一段之内，“没有”收住，或”没有“起头，读的人分不清名称到哪里为止。满篇如此是文件转换造成的，只作提示。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.types import Case, Finding, Severity

SEVERITY = "warning"
FLAGS = (
    "开展“味美浙江·食在杭州”餐饮消费欢乐季”“拱宸400商圈联盟”等活动。",
    "推进“千项万亿工程，建设“三城五区”。",
    "发布《大运河文化发展报告，推动文旅融合。",
)
PASSES = (
    "开展“味美浙江”“拱宸商圈联盟”等活动。",
    "他说：“第一段。\n“第二段。”",
    "推进“‘千项万亿’工程”，发布《“十四五”规划》。",
)

_PAIRS = {"“": "”", "《": "》"}
_CLOSES = {close: mark for mark, close in _PAIRS.items()}
_MARKS = re.compile("[“”《》]")
_DAMAGED = 3


def check(case: Case) -> Iterator[Finding]:
    """The first mark of a paragraph that has no partner."""
    prose = prose_of(case.draft)
    places = list(_places(prose))
    severity: Severity = "warning" if len(places) <= _DAMAGED else "note"
    for start, end, mark in places:
        message = f"{'书名号' if mark in '《》' else '引号'} {mark} 不成对"
        yield Finding.at(prose.span(start, end), message, remedy="补上缺的一半，或删去多的一半", severity=severity)


def _places(prose: Prose) -> Iterator[tuple[int, int, str]]:
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in prose.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    carried = False
    for sentences in paragraphs.values():
        found = _lone(prose.chars, sentences[0].start, sentences[-1].end)
        spans_on = found is not None and (found[3] or carried)
        carried = found is not None and found[3]
        if found and not spans_on:
            yield found[:3]


def _lone(chars: str, start: int, end: int) -> tuple[int, int, str, bool] | None:
    """The first lone mark: from, to, the mark, and whether a quotation may run on in the next paragraph."""
    opened: list[tuple[str, int]] = []
    last = start
    for found in _MARKS.finditer(chars, start, end):
        mark, at = found[0], found.start()
        if mark in _PAIRS:
            if opened and opened[-1][0] == mark == "“":
                return opened[-1][1], at + 1, mark, False
            opened.append((mark, at))
        elif opened and opened[-1][0] == _CLOSES[mark]:
            opened.pop()
        else:
            return max(last, at - 12), at + 1, mark, False
        last = found.end()
    if not opened:
        return None
    mark, at = opened[-1]
    return at, min(end, at + 12), mark, mark == "“" and chars[at - 1 : at] in ("：", ":", "\n", "")
