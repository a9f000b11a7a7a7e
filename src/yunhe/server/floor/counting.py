"""How a limit came to its due instant, for who wants to count it again: from when, so long, which days were counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yunhe.mechanisms.clocks import JOINT
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Running, Situation
from yunhe.mechanisms.workdays import CHINA, ONE_DAY, Calendar

MOST_DAYS = 120
WEEKDAYS = "一二三四五六日"
BY_THE_DAY = ("days", "workdays", "months", "years")


@dataclass(frozen=True)
class Day:
    """One day on the way: its number in the count, 0 where it does not count, and why."""

    on: date
    number: int
    why: str = ""

    @property
    def said(self) -> str:
        """`03-01 周六`."""
        return f"{self.on:%m-%d} 周{WEEKDAYS[self.on.weekday()]}"


@dataclass(frozen=True)
class Count:
    """A limit at work, with what a page says of it."""

    name: str
    running: Running
    basis: str
    left: str
    days: tuple[Day, ...]
    can_extend: str = ""

    @property
    def limit(self) -> str:
        """5个工作日."""
        return self.running.limit.said()


def counts(mechanism: Mechanism, situation: Situation, now: datetime, calendar: Calendar) -> list[Count]:
    """Every limit at work, the one that runs out first before the others, paused ones last."""
    found = sorted(situation.clocks.items(), key=lambda item: (item[1].paused is not None, item[1].due))
    return [_count(mechanism, name, running, now, calendar) for name, running in found]


def _count(mechanism: Mechanism, name: str, running: Running, now: datetime, calendar: Calendar) -> Count:
    rule = mechanism.clocks.get(name)
    basis = running.basis or (rule.basis if rule else "")
    if name.startswith(JOINT):
        basis = "分派时定的会办时间"
    more = f"可延{rule.extension.times}次，每次{rule.extension.by.said()}" if rule and rule.extension else ""
    return Count(name, running, basis, left(running, now), tuple(_days(running, calendar)), more)


def left(running: Running, now: datetime) -> str:
    """`还有 2 天 3 小时`, `逾期 5 天`, `余 3个工作日`."""
    if running.paused:
        return f"暂停，余 {running.left.said()}" if running.left else "暂停，已到期"
    return span(running.due, now)


def span(due: datetime, now: datetime) -> str:
    """How long until or since an instant, in the two largest units."""
    away = due - now
    return f"逾期 {_length(-away)}" if away <= timedelta(0) else f"还有 {_length(away)}"


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    if days >= 3:
        return f"{days} 天"
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    return f"{hours} 小时" if hours >= 3 else f"{hours} 小时 {minutes % 60} 分" if hours else f"{max(minutes, 1)} 分钟"


def _days(running: Running, calendar: Calendar) -> Iterator[Day]:
    """The days from the beginning to the last one, which of them count and which as the how manieth."""
    if running.limit.unit not in BY_THE_DAY or running.paused or running.basis:
        return
    first = running.origin.astimezone(CHINA).date()
    last = (running.due - timedelta(microseconds=1)).astimezone(CHINA).date()
    if (last - first).days > MOST_DAYS:
        return
    yield Day(first, 0, "开始的当天不计")
    number, day = 0, first
    while day < last:
        day += ONE_DAY
        counts_all, works = running.limit.unit != "workdays", calendar.is_workday(day)
        number += counts_all or works
        yield Day(day, number if counts_all or works else 0, _why(day, works, counts_all, running, number))


def _why(day: date, works: bool, counts_all: bool, running: Running, number: int) -> str:
    if not works and (not counts_all or (running.limit.unit == "days" and number > running.limit.count)):
        return "休息日" if day.weekday() >= 5 else "放假"
    if works and day.weekday() >= 5:
        return "调休上班"
    return "最后一天休息，顺延" if running.limit.unit == "days" and number > running.limit.count else ""
