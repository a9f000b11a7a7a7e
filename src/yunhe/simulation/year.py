"""A simulated year as data: `<district>/simulation.yaml` says how many matters and entries, when, and by which habits.

basis: 2025年拱墅区政府工作报告的总数；其余为示例
usual: {matters: 120, entries: 60}
mechanisms:
  人大代表建议: {matters: 206, months: {3: 8, 4: 1}, says: 办理人大代表建议206件}
  安居守护告警: {matters: 9000, hours: [0, 23]}
registers:
  项目: {groups: [{count: 63, set: {类别: 市重点实施}, total: {年度计划投资: "20440000000"}}]}
"""

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.simulation.invented import TEXTS, UNITS
from yunhe.simulation.life import Habits

FILE = "simulation.yaml"
OFFICE = (9, 17)


class Flow(NamedTuple):
    """How matters of one mechanism come in: how many a year, in which months and hours, how many years before it."""

    matters: int
    months: Mapping[int, Decimal]
    hours: tuple[int, int]
    before: int
    habits: Habits
    says: str


class Group(NamedTuple):
    """Entries that share values, and amounts whose sum is published."""

    size: int
    set: Mapping[str, str]
    total: Mapping[str, Decimal]
    says: str


class Year(NamedTuple):
    """What a district's year is made of."""

    basis: str
    usual_matters: int
    usual_entries: int
    units: tuple[str, ...]
    flows: Mapping[str, Flow]
    groups: Mapping[str, tuple[Group, ...]]
    texts: Mapping[str, tuple[str, ...]]

    def flow(self, key: str) -> Flow:
        """How matters of a mechanism come in; the usual way where nothing is said."""
        return self.flows.get(key) or Flow(self.usual_matters, {}, OFFICE, 0, Habits(), "")

    def said(self) -> dict[str, list[str]]:
        """What invented values are drawn from: the units, and what is said in fields of text."""
        return {UNITS: list(self.units), **{TEXTS + name: list(words) for name, words in self.texts.items()}}

    def groups_of(self, register: str) -> tuple[Group, ...]:
        """The entries of a register; the usual number of any kind where nothing is said."""
        return self.groups.get(register) or (Group(self.usual_entries, {}, {}, ""),)


def load(folder: str | Path) -> Year:
    """The checked file of a district."""
    root = strict.load(Path(folder) / FILE)
    usual = root.take("usual", strict.mapping)
    mechanisms = root.take("mechanisms", strict.optional_mapping, None)
    registers = root.take("registers", strict.optional_mapping, None)
    texts = root.take("texts", strict.optional_mapping, None)
    made = Year(
        root.take("basis", strict.text),
        usual.take("matters", strict.whole),
        usual.take("entries", strict.whole),
        root.take("units", strict.texts, ()),
        dict(mechanisms.entries(_flow)) if mechanisms else {},
        dict(registers.entries(_groups)) if registers else {},
        dict(texts.entries(strict.texts)) if texts else {},
    )
    usual.finish()
    root.finish()
    return made


def scaled(count: int, scale: Decimal) -> int:
    """So many at a scale, never none of something."""
    return max(1, math.ceil(count * scale)) if count else 0


def openings(
    flow: Flow, year: int, count: int, draw: Random, calendar: Calendar, first: date = date.min
) -> list[datetime]:
    """The instants at which matters come in, in order: by months, on working days unless they come at any hour.

    None lies before `first`, the day since when there are such matters; what would is brought into the year itself.
    """
    weights = [float(flow.months.get(month, 0 if flow.months else 1)) for month in range(1, 13)]
    found = (_instant(flow, year, draw, calendar, weights) for _ in range(count))
    return sorted(at if at.date() >= first else at.replace(year=year) for at in found)


def _instant(flow: Flow, year: int, draw: Random, calendar: Calendar, weights: list[float]) -> datetime:
    """One of them; of work that lasts for years, in one of the years before."""
    month = draw.choices(range(1, 13), weights)[0]
    in_year = year - (draw.randint(0, flow.before) if flow.before else 0)
    first, last = flow.hours
    day = datetime(in_year, month, draw.randint(1, 28), tzinfo=CHINA)
    while flow.hours == OFFICE and not calendar.is_workday(day.date()):
        day += timedelta(days=1)
    return day + timedelta(hours=first, seconds=draw.randrange(max(1, (last - first) * 3600)))


def shares(total: Decimal, count: int, draw: Random) -> Iterator[Decimal]:
    """Amounts of very different size whose sum is exactly the total, to the 元."""
    weights = [draw.lognormvariate(0, 0.8) for _ in range(count)]
    whole, left = sum(weights), total
    for number, weight in enumerate(weights, 1):
        share = left if number == count else (total * Decimal(weight / whole)).quantize(Decimal(1))
        left -= share
        yield share


def _flow(value: strict.Value) -> Flow:
    node = strict.mapping(value)
    months = node.take("months", strict.optional_mapping, None)
    gladly = node.take("gladly", strict.optional_mapping, None)
    hours = node.take("hours", strict.sequence_of(strict.whole), OFFICE)
    usual = Habits()
    made = Flow(
        node.take("matters", strict.whole),
        {_month(name, months): weight for name, weight in months.entries(strict.decimal)} if months else {},
        (hours[0], hours[-1]),
        node.take("before", strict.whole, 0),
        Habits(
            float(node.take("late", strict.decimal, Decimal(str(usual.late)))),
            float(node.take("aside", strict.decimal, Decimal(str(usual.aside)))),
            gladly={name: float(weight) for name, weight in gladly.entries(strict.decimal)} if gladly else {},
        ),
        node.take("says", strict.text, ""),
    )
    node.finish()
    if len(hours) != 2 or not 0 <= hours[0] < hours[1] <= 24:
        raise node.error("hours 要写起止两个钟点", "如 [9, 17]、[0, 24]", "hours")
    return made


def _month(name: str, node: strict.Mapping) -> int:
    if not name.isdecimal() or not 1 <= int(name) <= 12:
        raise node.error(f"没有“{name}”月", "写 1 至 12", name)
    return int(name)


def _groups(value: strict.Value) -> tuple[Group, ...]:
    node = strict.mapping(value)
    groups = node.take("groups", strict.sequence_of(_group))
    node.finish()
    return tuple(groups)


def _group(value: strict.Value) -> Group:
    node = strict.mapping(value)
    fixed = node.take("set", strict.optional_mapping, None)
    total = node.take("total", strict.optional_mapping, None)
    made = Group(
        node.take("count", strict.whole),
        dict(fixed.entries(strict.text)) if fixed else {},
        dict(total.entries(strict.decimal)) if total else {},
        node.take("says", strict.text, ""),
    )
    node.finish()
    return made
