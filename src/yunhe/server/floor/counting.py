"""How a limit came to its due instant, for who wants to count it again: from when, so long, which days were counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from yunhe.mechanisms.clocks import JOINT
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Running, Situation
from yunhe.mechanisms.workdays import CHINA, ONE_DAY, Calendar

MOST_DAYS = 120
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
        words = _("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")
        return f"{self.on:%m-%d} {words[self.on.weekday()]}"


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
        return lasting(self.running.limit)


def counts(mechanism: Mechanism, situation: Situation, now: datetime, calendar: Calendar) -> list[Count]:
    """Every limit at work, the one that runs out first before the others, paused ones last."""
    found = sorted(situation.clocks.items(), key=lambda item: (item[1].paused is not None, item[1].due))
    return [_count(mechanism, name, running, now, calendar) for name, running in found]


def _count(mechanism: Mechanism, name: str, running: Running, now: datetime, calendar: Calendar) -> Count:
    rule = mechanism.clocks.get(name)
    basis = running.basis or (rule.basis if rule else "")
    if name.startswith(JOINT):
        basis = _("分派时定的会办时间")
    more = ""
    if rule and rule.extension:
        given = {"times": rule.extension.times, "by": lasting(rule.extension.by)}
        more = _("可延%(times)s次，每次%(by)s") % given
    return Count(name, running, basis, left(running, now), tuple(_days(running, calendar)), more)


def left(running: Running, now: datetime) -> str:
    """`还有 2 天 3 小时`, `逾期 5 天`, `余 3个工作日`."""
    if running.paused:
        return _("暂停，余 %s") % lasting(running.left) if running.left else _("暂停，已到期")
    return span(running.due, now)


def span(due: datetime, now: datetime) -> str:
    """How long until or since an instant, in the two largest units."""
    away = due - now
    return _("逾期 %s") % _length(-away) if away <= timedelta(0) else _("还有 %s") % _length(away)


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    if days >= 3:
        return _("%s 天") % days
    if days:
        return _("%(days)s 天 %(hours)s 小时") % {"days": days, "hours": hours} if hours else _("%s 天") % days
    if hours >= 3:
        return _("%s 小时") % hours
    if hours:
        return _("%(hours)s 小时 %(minutes)s 分") % {"hours": hours, "minutes": minutes % 60}
    return _("%s 分钟") % max(minutes, 1)


def lasting(limit: Limit) -> str:
    """A limit in the language of the page: 5个工作日, 5 workdays."""
    words = {
        "minutes": _("%s分钟"),
        "hours": _("%s小时"),
        "days": _("%s日"),
        "workdays": _("%s个工作日"),
        "months": _("%s个月"),
        "years": _("%s年"),
    }
    return words[limit.unit] % limit.count if limit.unit in words else limit.said()


def _days(running: Running, calendar: Calendar) -> Iterator[Day]:
    """The days from the beginning to the last one, which of them count and which as the how manieth."""
    if running.limit.unit not in BY_THE_DAY or running.paused or running.basis:
        return
    first = running.origin.astimezone(CHINA).date()
    last = (running.due - timedelta(microseconds=1)).astimezone(CHINA).date()
    if (last - first).days > MOST_DAYS:
        return
    yield Day(first, 0, _("开始的当天不计"))
    number, day = 0, first
    while day < last:
        day += ONE_DAY
        counts_all, works = running.limit.unit != "workdays", calendar.is_workday(day)
        number += counts_all or works
        yield Day(day, number if counts_all or works else 0, _why(day, works, counts_all, running, number))


def _why(day: date, works: bool, counts_all: bool, running: Running, number: int) -> str:
    if not works and (not counts_all or (running.limit.unit == "days" and number > running.limit.count)):
        return _("休息日") if day.weekday() >= 5 else _("放假")
    if works and day.weekday() >= 5:
        return _("调休上班")
    return _("最后一天休息，顺延") if running.limit.unit == "days" and number > running.limit.count else ""
