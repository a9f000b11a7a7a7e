"""Lights 灯: whether a matter is in time: by its limits and, where a pace is due, by its progress.

pace:
  progress: 完成进度     # the field in which progress is reported, in percent
  from: 开始日期         # from this day on (left out: the day it was opened)
  to: 完成时限           # until this day
  plan: {1/2: 40}       # at half of the time 40 % are due; left out: the same share of work as of time
  yellow: 10            # so many points behind are yellow, more are red

Progress is what was done, not whether the aim was reached; that stands in a field of its own.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.mechanisms.situation import WARNING, Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.types import Json

Colour = Literal["绿", "黄", "红"]
COLOURS: tuple[Colour, ...] = ("绿", "黄", "红")
WHOLE = Fraction(100)


class Point(NamedTuple):
    """At what share of the time what percentage is due."""

    share: Fraction
    percent: Fraction


class Pace(NamedTuple):
    """What share of the work is due at what share of the time, and how far behind is still yellow."""

    progress: str
    start: str  # a date field; "" the day of opening
    end: str
    plan: tuple[Point, ...]  # rising, from nothing at the beginning to all at the end
    yellow: Fraction
    basis: str

    def due_at(self, share: Fraction) -> Fraction:
        """The percentage that is due when a share of the time has gone."""
        if share <= 0:
            return Fraction(0)
        for (left, low), (right, high) in pairwise(self.plan):
            if share <= right:
                return low + (high - low) * (share - left) / (right - left)
        return WHOLE


class Light(NamedTuple):
    """A colour and the reason that goes with it."""

    colour: Colour
    why: str


def light(pace: Pace | None, situation: Situation, now: datetime) -> Light | None:
    """The light of a matter at an instant; None when it is closed."""
    if not situation.is_open:
        return None
    found = [*_of_limits(situation, now), *(_of_pace(pace, situation, now) if pace else ())]
    return max(found, key=lambda one: COLOURS.index(one.colour), default=Light("绿", "在时限之内"))


def colour(pace: Pace | None, situation: Situation, now: datetime) -> str:
    """The colour that a condition asks for: of the pace where there is one, else of the limits; "" when closed."""
    if pace and situation.is_open:
        return next((one.colour for one in _of_pace(pace, situation, now)), "绿")
    found = light(None, situation, now)
    return found.colour if found else ""


def _of_limits(situation: Situation, now: datetime) -> list[Light]:
    """Red once a limit has run out, yellow from its warning on."""
    found = []
    for name, clock in situation.clocks.items():
        if clock.paused:
            continue
        day = clock.due.astimezone(CHINA)
        if clock.due <= now:
            found.append(Light("红", f"“{name}”已于 {day:%Y-%m-%d %H:%M} 到期"))
        elif WARNING in clock.steps and clock.steps[WARNING] <= now:
            found.append(Light("黄", f"“{name}”将于 {day:%Y-%m-%d %H:%M} 到期"))
    return found


def _of_pace(pace: Pace, situation: Situation, now: datetime) -> list[Light]:
    """Behind what is due by today: a little is yellow, more is red."""
    end = _date(situation.values.get(pace.end))
    start = _date(situation.values.get(pace.start)) if pace.start else _day_of(situation.opened)
    if end is None or start is None or end <= start:
        return []
    gone = Fraction((now.astimezone(CHINA).date() - start).days, (end - start).days)
    due, done = pace.due_at(gone), Fraction(str(situation.values.get(pace.progress) or 0))
    if done >= due:
        return []
    said = f"应到{_points(due)}%，报{_points(done)}%，差{_points(due - done)}个百分点（{pace.basis}）"
    return [Light("黄" if due - done <= pace.yellow else "红", said)]


def _date(value: Json) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _day_of(instant: str) -> date:
    return datetime.fromisoformat(instant).astimezone(CHINA).date()


def _points(number: Fraction) -> str:
    """A percentage to one place, half up."""
    tenths = (number * 10 + Fraction(1, 2)).__floor__()
    return str(Decimal(tenths) / 10).removesuffix(".0")


def pace_of(fields: Mapping[str, Field]) -> Callable[[strict.Value], Pace]:
    """A kind: the pace at which a mechanism's matters are to go, over its own fields."""

    def read(value: strict.Value) -> Pace:
        node = strict.mapping(value)
        made = Pace(
            node.take("progress", _open(fields, "decimal", "whole")),
            node.take("from", _open(fields, "date"), ""),
            node.take("to", _open(fields, "date")),
            _plan(node.take("plan", strict.optional_mapping, None)),
            _percent(node.take("yellow", strict.text, "0")),
            node.take("basis", strict.text),
        )
        node.finish()
        return made

    return read


def _open(fields: Mapping[str, Field], *kinds: str) -> "strict.Kind[str]":
    known = [name for name, field in fields.items() if field.kind in kinds and not field.is_personal]
    return strict.one_of(*known)


def _plan(node: strict.Mapping | None) -> tuple[Point, ...]:
    """The points of a plan between nothing at the beginning and all at the end."""
    written = [] if node is None else node.entries(strict.text)
    inner = [Point(_share(name, node), _percent(value)) for name, value in written if node is not None]
    points = [Point(Fraction(0), Fraction(0)), *inner, Point(Fraction(1), WHOLE)]
    rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(points))
    if node is not None and not rising:
        raise node.error("plan 要从早到晚、只升不降", "写成如 {1/4: 20, 1/2: 50, 3/4: 75}")
    return tuple(points)


def _share(written: str, node: strict.Mapping) -> Fraction:
    try:
        share = Fraction(written)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share < 1:
        raise node.error(f"“{written}”不是时间的份额", "写 0 与 1 之间的分数或小数，如 1/4", written)
    return share


def _percent(written: str) -> Fraction:
    try:
        percent = Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise strict.Refusal(f"应是百分数，写成了“{written}”", "写 0 至 100 的数") from None
    if not 0 <= percent <= WHOLE:
        raise strict.Refusal(f"应在 0 至 100 之间，写成了“{written}”", "写 0 至 100 的数")
    return percent
