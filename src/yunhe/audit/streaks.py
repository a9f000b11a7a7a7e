"""What has gone on for years: 连续18年获评平安市, 六连冠, 第17次获评, with the words that say of what."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from yunhe.audit.prose import Prose, Sentence, once_a_reading, prose_of
from yunhe.reading.numerals import chinese
from yunhe.types import Reading, Span

_NUMBER = "(\\d{1,3}|[两二三四五六七八九十]{1,3})"
_ROW = re.compile(
    f"(?:已?连续|蝉联)第?{_NUMBER}(年|次|届)|“?{_NUMBER}”?连(?:冠|创|丰|增|升|优)|"
    f"第{_NUMBER}(次|届)(?=[获荣入被评蝉位上登夺捧列])|(?<![\\d第续]){_NUMBER}(次)(?=[获荣入蝉]得?[评获选联])"
)
_STOP = re.compile("[，。；;、！：:\\n（）]|//")
_IDLE = re.compile(
    "[\\d\\s“”‘’，。；、《》%．.]|我[省市区县州]|全[省市区县州]|实现|预计|成功|继续|保持|稳居|已|再次|取得|获得|荣获|获评|称号|荣誉"
)
_RANK = re.compile(
    "第([一二三四五六七八九十\\d]{1,3})(?![年次届个])|首位|榜首|之首|前列|前([一二三四五六七八九十\\d]{1,3})(?!年)"
)
_PLAIN = re.compile("位居|居于|[稳位]?居|位列|排名?|列|保持|蝉联|达到?|突破|超过?|为|是")
_CIRCLE = re.compile("全国|全球|世界|国际|国内|全省|全区")
_WORLD = ("全球", "世界", "国际")
_TELLS = re.compile("[一-鿿]{3,}")
_AMOUNT = re.compile(
    "[一二三四五六七八九十百千万亿\\d.．]+[^\\d，。；、]{0,3}$|增长|下降|提高|再创|历史|新高|创|了|[迈跃站]上|新?台阶|大关"
)
_HOPED = re.compile("力争|争创|争取|确保|实现.{0,6}目标|努力|冲刺|迎接|筹办|推动|推进|创建|将|下一届")
_LIKE = Decimal("0.62")
_HELD = 0.75  # of the shorter one's letter pairs, what a longer telling of the same has
_NEAR = 3
_REACH = 60
_LEAST = 4  # letters that tell what a streak is of


class Run(NamedTuple):
    """A streak: its length, 年, 次 or 连, the letter pairs of the words around it, and where its number stands."""

    length: int
    unit: str
    said: str
    pairs: frozenset[str]
    span: Span
    rank: str = ""
    circle: str = ""

    def likeness(self, other: "Run") -> Decimal:
        """How much of the words two streaks share, from 0 to 1."""
        size = len(self.pairs) + len(other.pairs)
        return Decimal(2 * len(self.pairs & other.pairs)) / size if size else Decimal(0)

    def is_of_the_same(self, other: "Run") -> bool:
        """Whether two streaks go on with one thing: of one rank in one circle, told in words that are alike."""
        if (
            self.unit != other.unit
            or self.rank != other.rank
            or (self.circle and other.circle and self.circle != other.circle)
        ):
            return False
        return self.likeness(other) >= _LIKE or self._begins_alike(other)

    def _begins_alike(self, other: "Run") -> bool:
        """Whether one says what the other says, at more length: 平安建设优秀, 平安建设考评优秀等次."""
        least = min(len(self.pairs), len(other.pairs))
        near = abs(self.length - other.length) <= _NEAR
        return (
            near
            and self.said[:2] == other.said[:2]
            and least >= _LEAST
            and len(self.pairs & other.pairs) >= _HELD * least
        )


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
        said, rank, circle = _words(prose, sentence, found)
        if length and len(said) >= _LEAST and not _HOPED.search(_around(prose, sentence, found)):
            unit = "连" if index == 3 else (found.group(index + 1) or "")
            kept = frozenset(said[at : at + 2] for at in range(len(said) - 1))
            yield Run(length, unit, said, kept, prose.span(found.start(index), found.end(index)), rank, circle)


def _value(digits: str) -> int | None:
    if digits.isdigit():
        return int(digits)
    value = chinese(digits.replace("两", "二"))
    return int(value) if value is not None else None


def _around(prose: Prose, sentence: Sentence, found: re.Match[str]) -> str:
    return prose.chars[max(sentence.start, found.start() - 12) : found.start()]


def _words(prose: Prose, sentence: Sentence, found: re.Match[str]) -> tuple[str, str, str]:
    """What a streak is of, with the rank that it holds and among whom.

    These are the words of its own clause; where it opens the clause and they do not tell, or tell of a rank only,
    those of the clause before that names something.
    """
    before = prose.chars[max(sentence.start, found.start() - _REACH) : found.start()]
    after = prose.chars[found.end() : min(sentence.end, found.end() + 24)]
    own = _STOP.split(after)[0]
    clauses = _STOP.split(before)
    rank = _RANK.search(own)
    told = _IDLE.sub("", clauses[-1])
    if rank is None:
        said = _IDLE.sub("", clauses[-1] + own)
        return (_named(clauses[:-1]) + said if len(said) < _LEAST else said), "", ""
    subject = told if _TELLS.search(told) else _named(clauses[:-1]) + told
    circle = _CIRCLE.search(own)
    return (
        subject + _PLAIN.sub("", _IDLE.sub("", _CIRCLE.sub("", _RANK.sub("", own)))),
        _rank_of(rank),
        ("世界" if circle[0] in _WORLD else circle[0]) if circle else "",
    )


def _rank_of(rank: re.Match[str]) -> str:
    if rank[1]:
        return str(_value(rank[1]) or rank[1])
    if rank[2]:
        return f"前{_value(rank[2]) or rank[2]}"
    return "前列" if rank[0] == "前列" else "1"


def _named(clauses: Sequence[str]) -> str:
    """The words of the last clause that names something: 货物吞吐量突破12.5亿吨，增长2.1%，连续14年保持全球首位."""
    for clause in reversed(clauses):
        words = _PLAIN.sub("", _AMOUNT.sub("", _IDLE.sub("", _AMOUNT.sub("", clause))))
        if _TELLS.search(words):
            return words
    return ""
