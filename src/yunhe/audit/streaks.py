"""What has gone on for years: 连续18年获评平安市, 六连冠, 第17次获评, with the words that say of what."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yunhe.audit.prose import Prose, Sentence, once_a_reading, prose_of
from yunhe.reading.numerals import chinese
from yunhe.types import Reading, Span

_NUMBER = "(\\d{1,3}|[二三四五六七八九十]{1,3})"
_ROW = re.compile(
    f"(?:已?连续|蝉联)第?{_NUMBER}(年|次|届)|“?{_NUMBER}”?连(?:冠|创|丰|增|升|优)|"
    f"第{_NUMBER}(次|届)(?=[获荣入被评蝉位上登夺捧列])|(?<![\\d第续]){_NUMBER}(次)(?=[获荣入蝉]得?[评获选联])"
)
_STOP = re.compile("[，。；;、！：:\\n（）]|//")
_IDLE = re.compile(
    "[\\d\\s“”‘’，。；、《》%．.]|我[省市区县州]|全[省市区县州]|实现|成功|继续|保持|稳居|已|再次|取得|获得|荣获|获评|称号|荣誉"
)
_HOPED = re.compile("力争|争创|争取|确保|实现.{0,6}目标|努力|冲刺|迎接|筹办|推动|推进|创建|将|下一届")
_LIKE = Decimal("0.62")
_LEAST = 4  # letters that tell what a streak is of


class Run(NamedTuple):
    """A streak: its length, 年, 次 or 连, the letter pairs of the words around it, and where its number stands."""

    length: int
    unit: str
    said: str
    pairs: frozenset[str]
    span: Span

    def likeness(self, other: "Run") -> Decimal:
        """How much of the words two streaks share, from 0 to 1."""
        size = len(self.pairs) + len(other.pairs)
        return Decimal(2 * len(self.pairs & other.pairs)) / size if size else Decimal(0)

    def is_of_the_same(self, other: "Run") -> bool:
        """Whether two streaks go on with one thing."""
        return self.unit == other.unit and self.likeness(other) >= _LIKE


@once_a_reading
def runs(reading: Reading) -> tuple[Run, ...]:
    """The streaks of what was done; hopes for the year to come are left out."""
    prose = prose_of(reading)
    return tuple(_read(prose))


def pairs_of_runs(new: Reading, old: Reading) -> Iterator[tuple[Run, Run]]:
    """Streaks of a report with the one streak of an earlier report that they go on with."""
    for run in runs(new):
        alike = [other for other in runs(old) if run.is_of_the_same(other)]
        best = max(alike, key=run.likeness, default=None)
        if best is not None and len({other.length for other in alike}) == 1:
            rivals = [other for other in runs(new) if other is not run and other.likeness(best) > run.likeness(best)]
            if not rivals:
                yield run, best


def _read(prose: Prose) -> Iterator[Run]:
    for found in prose.find(_ROW):
        sentence = prose.sentence_at(found.start())
        if sentence.role == "plan":
            continue
        index = next(at for at in (1, 3, 4, 6) if found.group(at))
        length = _value(found.group(index))
        said = _words(prose, sentence, found)
        if length and len(said) >= _LEAST and not _HOPED.search(_around(prose, sentence, found)):
            unit = "连" if index == 3 else (found.group(index + 1) or "")
            kept = frozenset(said[at : at + 2] for at in range(len(said) - 1))
            yield Run(length, unit, said, kept, prose.span(found.start(index), found.end(index)))


def _value(digits: str) -> int | None:
    if digits.isdigit():
        return int(digits)
    value = chinese(digits)
    return int(value) if value is not None else None


def _around(prose: Prose, sentence: Sentence, found: re.Match[str]) -> str:
    return prose.chars[max(sentence.start, found.start() - 12) : found.start()]


def _words(prose: Prose, sentence: Sentence, found: re.Match[str]) -> str:
    """The words of the streak's own clause; where it opens the clause and little follows, those of the one before."""
    before = prose.chars[max(sentence.start, found.start() - 30) : found.start()]
    after = prose.chars[found.end() : min(sentence.end, found.end() + 24)]
    own = _STOP.split(after)[0]
    clauses = _STOP.split(before)
    said = _IDLE.sub("", clauses[-1] + own)
    if len(said) < _LEAST and len(clauses) > 1:
        said = _IDLE.sub("", clauses[-2]) + said
    return said
