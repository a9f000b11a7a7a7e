"""Working days and when a limit ends, by 民法典 200–204.

The first day is not counted. A last day on which nobody works moves to the next working day, unless the limit says
that its law differs. Months and years end on the same day, or on the month's last. Hours and minutes run through.

A limit counted in days ends when its last day ends, at 24:00 in China: `Due.at` is 00:00 of the day after, in UTC,
and belongs to the time after: until then all is in time, from then on (`now >= due.at`) it is late.

Where the answer hangs on a year whose rest days are not yet published, weekends are assumed and it is `provisional`.
So is a day from 29 December on before the next year is published: its notice may still move that day, as that of 2019
made 31 December 2018 a rest day and 29 December a working one.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Final, NamedTuple, TypeVar

from yunhe.mechanisms.holidays import Year, read_years, text_of
from yunhe.mechanisms.limits import Counted, Limit

CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991
ONE_DAY: Final = timedelta(days=1)
MICROSECOND: Final = timedelta(microseconds=1)
LENGTH: Final[dict[Counted, timedelta]] = {
    "hours": timedelta(hours=1),
    "minutes": timedelta(minutes=1),
    "microseconds": MICROSECOND,
}
SHIPPED: Final = "workdays.csv"
MOST_KEPT: Final = 4096
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked in China, as far as published; `Calendar.of` builds it."""

    years: tuple[Year, ...]
    _marked: dict[date, bool] = field(repr=False, compare=False)
    _ordinals: tuple[int, ...] = field(repr=False, compare=False)  # of the exceptional days, ascending
    _shifts: tuple[int, ...] = field(
        repr=False, compare=False
    )  # working days more than weekdays, after so many of them
    _ranks: tuple[int, ...] = field(repr=False, compare=False)  # rank of each exceptional day
    _published: frozenset[int] = field(repr=False, compare=False)
    _counted: "dict[tuple[object, ...], Due]" = field(default_factory=dict, repr=False, compare=False)
    _shared: dict[tuple[object, ...], datetime] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, years: Iterable[Year]) -> "Calendar":
        """The calendar of these years; of two versions of a year the later in the order counts."""
        kept = {year.number: year for year in years}
        ordered = tuple(kept[number] for number in sorted(kept))
        marked = {day.on: day.mark == "班" for year in ordered for day in year.days}
        ordinals = tuple(day.toordinal() for day in marked)
        shifts = tuple(accumulate((1 if worked else -1 for worked in marked.values()), initial=0))
        ranks = tuple(_weekdays_until(ordinal) + shift for ordinal, shift in zip(ordinals, shifts[1:], strict=True))
        return cls(ordered, marked, ordinals, shifts, ranks, frozenset(kept))

    @classmethod
    def read(cls, text: str, name: str = SHIPPED) -> "Calendar":
        """The calendar that `text` has written; `name` is said in refusals."""
        return cls.of(read_years(name, text))

    @classmethod
    def shipped(cls) -> "Calendar":
        """The years known when this version was made."""
        return _shipped()

    def text(self) -> str:
        """All years as one table of csv, which `read` reads back to an equal calendar."""
        return text_of(self.years)

    def with_year(self, year: Year) -> "Calendar":
        """The same with one year added, or replaced."""
        return Calendar.of((*self.years, year))

    def is_published(self, year: int) -> bool:
        """Whether the rest days of the year are known."""
        return year in self._published

    def is_workday(self, day: date) -> bool:
        """Whether people work on the day; in a year not published, whether it is a weekday."""
        worked = self._marked.get(day)
        return day.weekday() < 5 if worked is None else worked

    def is_settled(self, first: date, last: date) -> bool:
        """Whether no notice still to come can change which of these days are worked."""
        beyond = last.year + 1 if (last.month, last.day) >= (12, 29) else last.year
        return all(year in self._published for year in range(first.year, beyond + 1))

    def rank(self, day: date) -> int:
        """How many working days there are up to and with the day, counted from the year 1."""
        ordinal = day.toordinal()
        return _weekdays_until(ordinal) + self._shifts[bisect_right(self._ordinals, ordinal)]

    def workday(self, rank: int) -> date:
        """The working day of this rank: the first day up to which there are so many."""
        before = bisect_left(self._ranks, rank)  # exceptional days that lie before it for certain
        ordinal = _weekday(rank - self._shifts[before])
        if before < len(self._ordinals):  # the next exceptional day may itself be the one
            ordinal = min(ordinal, self._ordinals[before])
        return date.fromordinal(ordinal)

    def workday_from(self, day: date) -> date:
        """The day itself when it is worked, else the next that is."""
        return day if self.is_workday(day) else self.workday(self.rank(day) + 1)

    def workdays_between(self, after: date, until: date) -> int:
        """How many working days there are after one day, up to and with the other; negative when it lies before."""
        return self.rank(until) - self.rank(after)


class Due(NamedTuple):
    """When a limit has run out, and whether that may still change.

    `at` is the first instant that is late; to count on from it, take `extended`, which begins with the last day.
    """

    at: datetime
    provisional: bool

    @property
    def last_day(self) -> date:
        """The last day on which all is in time, in China."""
        return _last_day(self.at)


def due(calendar: Calendar, start: datetime, limit: Limit, *, last_day_moves: bool = True) -> Due:
    """When a limit that began at an instant runs out; `last_day_moves=False` where its law has no such rule."""
    length = LENGTH.get(limit.unit)
    if length is not None:
        return Due(_aware(start).astimezone(UTC) + limit.count * length, provisional=False)
    first = _day(start)
    asked = (first, limit.count, limit.unit, last_day_moves)
    known = calendar._counted.get(asked)
    return known or _kept(calendar._counted, asked, _counted(calendar, first, limit, last_day_moves))


def _counted(calendar: Calendar, first: date, limit: Limit, last_day_moves: bool) -> Due:
    """A limit in days, from the day on that is not counted."""
    if limit.unit == "workdays":
        last = calendar.workday(calendar.rank(first) + limit.count) if limit.count else calendar.workday_from(first)
        return Due(_end(last), not calendar.is_settled(min(first + ONE_DAY, last), last))
    last = _last(first, limit)
    if not last_day_moves:
        return Due(_end(last), provisional=False)
    moved = calendar.workday_from(last)
    return Due(_end(moved), not calendar.is_settled(last, moved))


def _kept(answers: dict[tuple[object, ...], Answer], asked: tuple[object, ...], answer: Answer) -> Answer:
    """Keep an answer: a day asks the same few things of a calendar over and over."""
    if len(answers) >= MOST_KEPT:
        answers.clear()
    answers[asked] = answer
    return answer


def extended(calendar: Calendar, due_at: datetime, limit: Limit, *, last_day_moves: bool = True) -> Due:
    """When an extension runs out: it is counted on from the last day, or the instant, at which the limit would have."""
    return due(calendar, counting_on(due_at, limit), limit, last_day_moves=last_day_moves)


def counting_on(due_at: datetime, limit: Limit) -> datetime:
    """The start of a limit that follows on another: the last day of that one, not the day after, is not counted."""
    return due_at if limit.unit in LENGTH else due_at - MICROSECOND


def consumed(calendar: Calendar, start: datetime, until: datetime, limit: Limit) -> Limit:
    """How much of a limit ran between two instants: working days, calendar days (also of months), or microseconds."""
    if limit.unit in LENGTH:
        return Limit((until - start) // MICROSECOND, "microseconds")
    if limit.unit == "workdays":
        return Limit(calendar.workdays_between(_day(start), _day(until)), "workdays")
    return Limit((_day(until) - _day(start)).days, "days")


def remaining(calendar: Calendar, start: datetime, paused: datetime, limit: Limit) -> Limit:
    """What is left of a limit that stopped running: a limit to count anew from when it resumes; 0 when nothing is.

    The day of the pause counts as used and the day on which it resumes does not count, so that a limit is put off by
    exactly the days between. Of months is left the number of days to the day on which they would have ended.
    """
    used = consumed(calendar, start, paused, limit)
    return Limit(max(0, _whole(start, limit) - used.count), used.unit)


def resumed(
    calendar: Calendar, start: datetime, limit: Limit, paused: datetime, at: datetime, *, last_day_moves: bool = True
) -> Due:
    """When a limit runs out that stood still between two instants; one already run out at the pause stays so."""
    first = due(calendar, start, limit, last_day_moves=last_day_moves)
    if first.at <= paused:
        return first
    left = remaining(calendar, start, paused, limit)
    then = due(calendar, at, left, last_day_moves=last_day_moves)
    return Due(then.at, then.provisional or not is_known(calendar, start, paused, limit))


def is_known(calendar: Calendar, start: datetime, until: datetime, limit: Limit) -> bool:
    """Whether no notice still to come can change how much of a limit has run between two instants."""
    if limit.unit != "workdays" or _day(until) <= _day(start):
        return True
    return calendar.is_settled(_day(start) + ONE_DAY, _day(until))


def left_until(calendar: Calendar, at: datetime, due_at: datetime, limit: Limit) -> Limit:
    """What is left at an instant of a limit whose end another system has set, in the unit of the limit."""
    return consumed(calendar, at, counting_on(due_at, limit), limit)


def share(calendar: Calendar, start: datetime, due_at: datetime, fraction: Decimal, limit: Limit) -> datetime:
    """The instant at which a share of the time is used, for a warning; of working days only those count.

    A working day counts as its 24 hours: 0.8 of 5 working days is the beginning of the fifth, never a rest day.
    """
    if not 0 <= fraction <= 1:
        raise ValueError(f"a share lies between 0 and 1, not {fraction}")
    if limit.unit != "workdays":
        return _aware(start).astimezone(UTC) + _part(due_at - start, fraction)
    asked = (first := _day(start), due_at, fraction)
    known = calendar._shared.get(asked)
    return known or _kept(calendar._shared, asked, _shared(calendar, first, due_at, fraction))


def _shared(calendar: Calendar, first: date, due_at: datetime, fraction: Decimal) -> datetime:
    """The instant at which a share of the working days after one is used."""
    rank = calendar.rank(first)
    days = calendar.rank(_last_day(due_at)) - rank
    if days <= 0 or fraction == 1:
        return due_at.astimezone(UTC)
    whole, rest = divmod(days * fraction, 1)
    return _begin(calendar.workday(rank + int(whole) + 1)) + _part(ONE_DAY, rest)


@cache
def _shipped() -> Calendar:
    return Calendar.read(files("yunhe.mechanisms").joinpath(SHIPPED).read_text(encoding="utf-8"))


def _weekdays_until(ordinal: int) -> int:
    """Days from Monday to Friday up to and with an ordinal; ordinal 1 is a Monday."""
    weeks, day = divmod(ordinal, 7)
    return 5 * weeks + min(day, 5)


def _weekday(number: int) -> int:
    """The ordinal of a weekday by its number."""
    weeks, day = divmod(number - 1, 5)
    return 7 * weeks + day + 1


def _day(instant: datetime) -> date:
    """The date in China."""
    return _aware(instant).astimezone(CHINA).date()


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"instant without time zone: {instant}")
    return instant


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=CHINA).astimezone(UTC)


def _end(day: date) -> datetime:
    return _begin(day + ONE_DAY)


def _last_day(end: datetime) -> date:
    return _day(end - MICROSECOND)


def _last(first: date, limit: Limit) -> date:
    """The last day of a limit in days, months or years, wherever it falls."""
    if limit.unit == "days":
        return first + limit.count * ONE_DAY
    years, month = divmod(first.month - 1 + limit.count * (12 if limit.unit == "years" else 1), 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def _whole(start: datetime, limit: Limit) -> int:
    """A limit in the unit in which `consumed` counts it."""
    length = LENGTH.get(limit.unit)
    if length is not None:
        return limit.count * length // MICROSECOND
    if limit.unit == "workdays":
        return limit.count
    first = _day(start)
    return (_last(first, limit) - first).days


def _part(whole: timedelta, fraction: Decimal) -> timedelta:
    return int(whole // MICROSECOND * fraction) * MICROSECOND
