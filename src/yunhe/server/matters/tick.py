"""Lets happen what is due: warnings, overdue marks, escalations. Safe to run twice, at once, and to kill at any point.

Each matter is one transaction: what has fired is in its events and its situation, or in neither.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from yunhe.errors import YunheError
from yunhe.mechanisms.machine import catch_up
from yunhe.mechanisms.situation import fold
from yunhe.server.ledger.chain import kept_instant
from yunhe.server.matters import row, work
from yunhe.server.statement import Statement
from yunhe.server.transaction import Writing

AT_A_TIME = 500
_DUE = Statement("SELECT number FROM matters_matter WHERE wakes <= %s AND number > %s ORDER BY number LIMIT %s")


class Ticked(NamedTuple):
    """What a tick did: matters looked at, events written, and the matters that could not go on, each with why."""

    matters: int
    events: int
    stuck: tuple[tuple[str, str], ...]


def tick(office: work.Office, now: datetime, progress: Callable[[int], None] = lambda count: None) -> Ticked:
    """All that is due at an instant."""
    matters = events = 0
    stuck: list[tuple[str, str]] = []
    after = ""
    while numbers := [number for (number,) in _DUE.rows((kept_instant(now), after, AT_A_TIME))]:
        for number in numbers:
            try:
                events += wake(office, number, now)
                matters += 1
            except YunheError as error:
                stuck.append((number, str(error)))
        after = numbers[-1]
        progress(matters)
    return Ticked(matters, events, tuple(stuck))


def wake(office: work.Office, number: str, now: datetime) -> int:
    """What is due for one matter; how many events it made."""
    with Writing():
        before, end = row.take(number)
        at = work.at_or_after(now, before)
        events = list(catch_up(office.version_of(before), before, at, office.calendar))
        after = before
        for event in events:
            after = fold(after, event)
        if events:
            work.write(before, after, events, end)
            work.tell_parent(office, before, after, at)
    return len(events)
