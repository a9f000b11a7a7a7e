"""A sentence with figures: clauses are read, kinds decided, names found; the rules do the single steps."""

import re

from yunhe.reading import rules
from yunhe.reading.clause import read_clause
from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage

_MONEY = ("元", "美元", "人次")
_FROM = re.compile("[由从][^，。；]{0,10}$")
_AFTER = re.compile("(?:(?:及|或|、)?以[上下内外]|之内|之上|左右|上下|有余|余|多(?=[，。；、]))")
_LINK = re.compile(
    "(?:、?(?:和|及|与|以及|或)?|—+|-|~|至|到|[:：])(?:约为|约|近|超过|超|分别|各|不低于|"
    "不超过|不到|逾|为|均|突破)*[“]?"
)


class Sentence:
    """The figures of one sentence and what was named so far."""

    __slots__ = ("end", "figures", "passage", "start", "subject", "subjects")

    def __init__(
        self, passage: Passage, start: int, end: int, figures: list[Numeral], subject: tuple[int, int] | None
    ) -> None:
        self.passage = passage
        self.start = start
        self.end = end
        self.figures = figures
        self.subject = subject  # what the sentence before named last
        self.subjects: list[tuple[int, int]] = []  # named in this sentence, in order

    def text(self, span: tuple[int, int]) -> str:
        """The view between two offsets."""
        return self.passage.chars[span[0] : span[1]]


def read_sentence(sentence: Sentence) -> None:
    """Give every figure of a sentence its kind, its name and its marks."""
    _lay_out(sentence)
    text = sentence.passage.chars[sentence.start : sentence.end]
    kinds, names = rules.for_sentence("kind", text), rules.for_sentence("name", text)
    for index, figure in enumerate(sentence.figures):
        for rule, decide in kinds:
            if decide(sentence, figure, index):
                figure.rules.append(rule)
                break
    _group(sentence.figures)
    for index, figure in enumerate(sentence.figures):
        for rule, find in names:
            if find(sentence, figure, index):
                figure.rules.append(rule)
                break
        if figure.subject and figure.kind != "threshold":
            sentence.subjects.append(figure.subject)
    for rule, mark in rules.for_sentence("mark", text):
        for index, figure in enumerate(sentence.figures):
            if mark(sentence, figure, index):
                figure.rules.append(rule)


def _lay_out(sentence: Sentence) -> None:
    """Find the text before and behind each figure."""
    passage, figures = sentence.passage, sentence.figures
    low = sentence.start
    before: Numeral | None = None
    for index, figure in enumerate(figures):
        after = _AFTER.match(passage.chars, figure.end)
        if after and figure.kind != "streak":
            figure.tail = after.end()
        high = figures[index + 1].start if index + 1 < len(figures) else sentence.end
        if before is not None and _LINK.fullmatch(passage.chars, low, figure.start):
            figure.links = before.kind != "threshold" and passage.chars[low : figure.start] != ""
            if "分别" in passage.chars[low : figure.start]:
                figure.links = False
        read_clause(passage, figure, low)
        if before is not None and _goes_from_to(passage, before, figure, low):
            figure.core = (figure.start, figure.start)
        figure.reach = passage.clause_end(figure.tail, max(high, figure.tail))
        low = max(low, figure.tail)
        before = figure


def _goes_from_to(passage: Passage, before: Numeral, figure: Numeral, low: int) -> bool:
    """由6264项清理调整为1941项: what stands between the two figures names nothing new."""
    if (
        figure.gap != low
        or figure.start - low > 10
        or not passage.chars.endswith(("到", "至", "为", "达", "成"), low, figure.start)
    ):
        return False
    return _FROM.search(passage.masked(before.gap, before.start)) is not None


def _group(figures: list[Numeral]) -> None:
    """Tell each figure of a row `7%、3.7%、5.9%` its position and the size of the row."""
    at = 0
    while at < len(figures):
        stop = at + 1
        while stop < len(figures) and figures[stop].links and _alike(figures[at], figures[stop]):
            stop += 1
        if stop - at > 1:
            for position in range(at, stop):
                figures[position].group = (position - at, stop - at)
        at = stop


def _alike(one: Numeral, other: Numeral) -> bool:
    if "interval" in one.rules and other.bound == "<" and "interval" in other.rules:
        return False
    return one.kind == other.kind and (
        one.unit == other.unit or one.hands_out or (one.unit in _MONEY and other.unit in _MONEY)
    )
