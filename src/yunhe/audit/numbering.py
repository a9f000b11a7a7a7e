"""The numbered headings and points of a report: 一、 (一) 1. (1) 一是 第一，, put together as rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from yunhe.audit.prose import Prose, once_a_reading, prose_of
from yunhe.reading.numerals import chinese
from yunhe.types import Reading

_CN = "[一二三四五六七八九十]{1,3}"
_HEAD = "(?:(?<=\n)|^)[ 　]*"
_KINDS = (
    ("第{}部分", re.compile(f"{_HEAD}(第({_CN})部分)")),
    ("{}、", re.compile(f"{_HEAD}(({_CN})、)(?!二三|三产|二产|三次)")),
    ("（{}）", re.compile(f"{_HEAD}(（({_CN})）)")),
    ("{}.", re.compile(f"{_HEAD}((\\d{{1,2}})[.．、])(?!\\d)")),
    ("（{}）", re.compile(f"{_HEAD}(（(\\d{{1,2}})）)")),
    ("第{}，", re.compile(f"(?:(?<=[\n。；！])|^)[ 　]*(第({_CN})[，、])")),
    ("{}是", re.compile(f"(?:(?<=[\n。；：，！”])|^)[ 　]*(({_CN})是)")),
    ("{}要", re.compile(f"(?:(?<=[\n。；：！])|^)[ 　]*(({_CN})要)")),
)


class Mark(NamedTuple):
    """A number in a row, with its place in the view; `rank` is its kind, chapters first."""

    number: int
    rank: int
    start: int
    end: int

    def named(self, number: int) -> str:
        """How this row writes a number: （四）."""
        arabic = self.rank in (3, 4)
        return _KINDS[self.rank][0].format(number if arabic else chinese_of(number))


@dataclass
class Row:
    """Marks of one kind that belong together; a row that does not begin with 1 has lost its beginning."""

    marks: list[Mark] = field(default_factory=list)

    @property
    def last(self) -> Mark:
        return self.marks[-1]

    @property
    def first(self) -> Mark:
        return self.marks[0]


def chinese_of(number: int) -> str:
    """A number below 100 as a heading writes it: 十二."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else digits[tens]) + "十") + (digits[ones] if ones or not tens else "")


@once_a_reading
def rows(reading: Reading) -> tuple[Row, ...]:
    """Every row of a report, in the order in which they begin."""
    found: list[Row] = []
    opened: dict[int, list[Row]] = {}
    for mark in _marks(prose_of(reading)):
        for rank in [rank for rank in opened if rank > mark.rank]:
            del opened[rank]
        row = _row_for(mark, opened.get(mark.rank, []))
        if row is None:
            row = Row()
            found.append(row)
            opened.setdefault(mark.rank, []).append(row)
        row.marks.append(mark)
    return tuple(found)


def _row_for(mark: Mark, opened: list[Row]) -> Row | None:
    """The row that a number goes on with: the last one it follows upon, else, unless it is 1, the last of its kind."""
    if mark.number == 1 or not opened:
        return None
    following = [row for row in opened if row.last.number == mark.number - 1]
    row = (following or opened)[-1]
    del opened[opened.index(row) + 1 :]
    return row


def _marks(prose: Prose) -> Iterator[Mark]:
    found = [
        Mark(_number(match.group(2)), rank, match.start(1), match.end(1))
        for rank, (_, pattern) in enumerate(_KINDS)
        for match in pattern.finditer(prose.chars)
    ]
    return iter(sorted((mark for mark in found if mark.number), key=lambda mark: mark.start))


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else int(chinese(written) or 0)
