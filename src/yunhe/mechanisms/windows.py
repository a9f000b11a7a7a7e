"""Conditions on the moment: an action that is open only on some days of the month, or only under some light.

requires:
  - {days: 20-31, basis: 示例口径}     # 月报窗口; 25-5 goes on into the next month
  - {light: [红], basis: 示例口径}
"""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.mechanisms.act import Refused
from yunhe.mechanisms.lights import COLOURS
from yunhe.mechanisms.workdays import CHINA

_DAYS = re.compile("([1-9]|[12][0-9]|3[01])-([1-9]|[12][0-9]|3[01])")


class Window(NamedTuple):
    """The days of a month, both included, on which an action is open; the month's last day stands for all after it."""

    first: int
    last: int
    basis: str

    def unmet(self, at: datetime) -> Refused | None:
        """Why it is not open at an instant."""
        today = at.astimezone(CHINA)
        day, is_last = today.day, (today + timedelta(days=1)).day == 1
        if self.first <= self.last:
            inside = self.first <= day <= self.last or (is_last and day < self.first)
        else:
            inside = day >= self.first or day <= self.last or is_last
        if inside:
            return None
        return Refused(f"窗口是每月{self.first}日至{self.last}日，今天是{day}日（{self.basis}）", "到窗口期再办")


class UnderLight(NamedTuple):
    """The colours under which an action is open."""

    colours: tuple[str, ...]
    basis: str

    def unmet(self, colour: str) -> Refused | None:
        """Why it is not open under a colour."""
        if colour in self.colours:
            return None
        return Refused(f"亮的是{colour}灯，不是{'、'.join(self.colours)}灯（{self.basis}）", "")


def window_of(node: strict.Mapping) -> Window:
    """The window that a condition names."""
    days, basis = node.take("days", _days), node.take("basis", strict.text)
    node.finish()
    return Window(*days, basis)


def under_light_of(node: strict.Mapping) -> UnderLight:
    """The colours that a condition names."""
    colours, basis = node.take("light", _colours), node.take("basis", strict.text)
    node.finish()
    return UnderLight(colours, basis)


def _days(value: strict.Value) -> tuple[int, int]:
    found = _DAYS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise strict.Refusal(f"应是每月的日子，写成了“{value}”", "写成如 20-31；跨月的如 25-5")
    return int(found[1]), int(found[2])


def _colours(value: strict.Value) -> tuple[str, ...]:
    colours = strict.sequence_of(strict.one_of(*COLOURS))(value)
    if not colours:
        raise strict.Refusal("没有写颜色", "写成如 [红]")
    return tuple(colours)
