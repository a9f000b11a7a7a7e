"""Periods of observations, written as the claim contract writes them: 2024, 2024-H1, 2024-Q1, 2024-03, 2021-2025 …

period_of("2024年一季度")             → Period("2024-Q1", 2024-01-01, 2024-03-31)
period_of("2024").holds(period_of("2024-Q1"))   → True
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from yunhe.definitions.raw import FieldRefusal, shown, signs

FORMS = "2024、2024-H1、2024-Q1、2024-03、2024-03-15、2021-2025"
_YEAR = r"((?:19|20)\d\d)"
_MONTH, _DAY = r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_WHOLE = re.compile(rf"{_YEAR}(?:年(?:全年|度|末|底)?)?")
_SPAN = re.compile(rf"{_YEAR}年?[-—–~至]{{1,2}}{_YEAR}年?")
_HALF = re.compile(rf"{_YEAR}(?:-?H|年(?=[上下]))([12]|上半年|下半年)")
_QUARTER = re.compile(rf"{_YEAR}(?:-?Q|年第?)([1-4一二三四])(?:季度)?")
_MONTHS = re.compile(rf"{_YEAR}年1[-—–~至]{{1,2}}(3|6|12)月份?")
_IN_MONTH = re.compile(rf"{_YEAR}(?:年{_MONTH}月份?|-(0[1-9]|1[0-2]))")
_ON_DAY = re.compile(rf"{_YEAR}(?:年{_MONTH}月{_DAY}日|-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上半年": 1, "下半年": 2}
_UNTIL = {"3": "Q1", "6": "H1", "12": ""}  # what has run since January


class Period(NamedTuple):
    """A stretch of days, both ends included, with its one canonical text."""

    text: str
    starts: date
    ends: date

    def holds(self, other: "Period") -> bool:
        """Whether every day of the other lies in this one."""
        return self.starts <= other.starts and other.ends <= self.ends


def period_of(raw: object) -> Period:
    """The period that a cell or an option names; what the contract cannot write is refused."""
    written = signs(raw)
    found = _named(written)
    if found is None:
        raise FieldRefusal(f"“{shown(written)}”不是期间", f"写成 {FORMS} 这样")
    return found


def _named(written: str) -> Period | None:
    if found := _WHOLE.fullmatch(written):
        return _months(int(found[1]), 1, 12, "")
    if (found := _SPAN.fullmatch(written)) and found[1] < found[2]:
        return Period(f"{found[1]}-{found[2]}", date(int(found[1]), 1, 1), date(int(found[2]), 12, 31))
    if found := _HALF.fullmatch(written):
        return _part(int(found[1]), f"H{_digit(found[2])}")
    if found := _MONTHS.fullmatch(written):
        return _part(int(found[1]), _UNTIL[found[2]])
    if found := _IN_MONTH.fullmatch(written):
        month = int(found[2] or found[3])
        return _months(int(found[1]), month, month, f"-{month:02d}")
    if found := _ON_DAY.fullmatch(written):
        return _day(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    if (found := _QUARTER.fullmatch(written)) and not written.endswith(("年1", "年2", "年3", "年4")):
        return _part(int(found[1]), f"Q{_digit(found[2])}")
    return None


def _digit(written: str) -> int:
    return _DIGITS.get(written) or int(written)


def _part(year: int, part: str) -> Period:
    """A half or a quarter of a year, or all of it."""
    if not part:
        return _months(year, 1, 12, "")
    length = 6 if part[0] == "H" else 3
    last = length * int(part[1])
    return _months(year, last - length + 1, last, f"-{part}")


def _months(year: int, first: int, last: int, tail: str) -> Period:
    return Period(f"{year}{tail}", date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _day(year: int, month: int, day: int) -> Period | None:
    if day > monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    return Period(found.isoformat(), found, found)
