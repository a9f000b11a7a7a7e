"""Which level a growth, change, rank or streak belongs to."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "mark", 20
EXAMPLES = (
    reads("进出口总额1177.1亿元，增长13.7%。", "13.7%", of=5),
    reads("地区生产总值年均增长7.1%、2017年达到2.8万亿元。", "7.1%", of=22),
    reads("城乡居民人均可支配收入分别达5万元和2万元、分别增长2%和5.5%。", "2%", of=14),
    reads("出口额9亿元，占全市的12%，居全国第3位。", "第3位", of=3),
    reads("人均生产总值1.5万元，是2002年的2.4倍，位居全国第16位。", "第16位", of=6),
)
NOT_EXAMPLES = (
    "进出口总额增长13.7%。",
    "地区生产总值增长7.1%，财政收入达到300亿元。",
    "无人机产量增长39%、占全国9成。",
    "生产总值年均增长9.3%，人均1.4万美元。",
)

_BASES = ("level", "ratio")
_OTHER = re.compile("占|比重|[人户年月日亩]均|每")
_PARTS = ("growth", "change", "rank", "streak")


def mark(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Tie a part to the last level of the same name in its sentence, else to the one that directly follows."""
    if figure.kind not in _PARTS or figure.subject is None:
        return False
    figure.of = _before(sentence, figure, index) or _behind(sentence, figure, index)
    return figure.of is not None


def _before(sentence: Sentence, figure: Numeral, index: int) -> Numeral | None:
    """The last one, at the same place when both stand in a row; no share of a whole, no multiple of a base."""
    second: Numeral | None = None
    for before in reversed(sentence.figures[:index]):
        if before.kind not in _BASES or before.subject != figure.subject or before.unit == "倍":
            continue
        if _in_rows(before, figure) and before.group != figure.group:
            continue
        if figure.kind == "change" or not _is_share(sentence, before):
            return before
        second = second or before
    return second


def _in_rows(one: Numeral, other: Numeral) -> bool:
    return one.group is not None and other.group is not None and one.group[1] == other.group[1]


def _is_share(sentence: Sentence, figure: Numeral) -> bool:
    return figure.carried and figure.kind == "ratio" and "占" in sentence.passage.chars[figure.gap : figure.start]


def _behind(sentence: Sentence, figure: Numeral, index: int) -> Numeral | None:
    """年均增长7.1%、2017年达到2.8万亿元: the amount or rate that takes over the name of the parts before it."""
    if figure.kind not in ("growth", "change"):
        return None
    for behind in sentence.figures[index + 1 :]:
        if behind.subject != figure.subject or behind.kind not in _BASES + _PARTS:
            return None
        if behind.kind in _PARTS or (_in_rows(behind, figure) and behind.group != figure.group):
            continue
        return behind if behind.carried and _is_reached(sentence, figure, behind) else None
    return None


def _is_reached(sentence: Sentence, figure: Numeral, behind: Numeral) -> bool:
    """Whether the second figure is what the thing itself came to: no share, no average, of a fitting unit."""
    if behind.form == "share" or _OTHER.search(sentence.passage.chars, behind.gap, behind.start):
        return False
    if figure.kind == "growth":
        return behind.kind == "level"
    return behind.kind == "ratio" if figure.unit.endswith("百分点") else behind.unit == figure.unit
