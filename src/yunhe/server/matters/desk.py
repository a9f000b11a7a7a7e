"""Lists of matters as a desk asks for them: the most urgent of a post, what falls due, what a mechanism has.

Every list takes a scope, and no statement is run without it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from yunhe.access.scope import Scope
from yunhe.mechanisms.situation import Situation
from yunhe.server.access.filtering import EVERY, Condition, condition, source
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Statement

_LINE = "SELECT m.number, m.mechanism, m.state, m.owner, m.outcome, CAST(m.due AS text), m.simulated FROM"
ELSEWHERE = "另一件（不在范围内）"
_SOONEST = "m.due, m.number"  # of paused ones too: so the order is that of the index
_OPEN = "m.outcome IS NULL AND m.due IS NOT NULL"


class Line(NamedTuple):
    """One matter in a list."""

    number: str
    mechanism: str
    state: str
    owner: str
    outcome: str | None
    due: datetime | None
    simulated: bool


def most_urgent(post: str, scope: Scope, limit: int = 50) -> list[Line]:
    """The open matters of a post that a scope shows, those that run out soonest first, paused ones last."""
    found = _lines(scope, f"m.owner = %s AND {_OPEN}", (post,), _SOONEST, limit, EVERY)
    if len(found) < limit:
        paused = "m.owner = %s AND m.outcome IS NULL AND m.due IS NULL"
        found += _lines(scope, paused, (post,), _SOONEST, limit - len(found), EVERY)
    return found


def due_until(until: datetime, scope: Scope, limit: int = 200) -> list[Line]:
    """All open matters of a scope whose limit runs out by an instant, overdue ones first."""
    return _lines(scope, f"{_OPEN} AND m.due <= %s", (kept_instant(until),), _SOONEST, limit)


def of(mechanism: str, scope: Scope, limit: int = 200) -> list[Line]:
    """The newest matters of a mechanism that a scope shows."""
    return _lines(scope, "m.mechanism = %s", (mechanism,), "m.opened DESC, m.number DESC", limit)


def newest(scope: Scope, limit: int = 200) -> list[Line]:
    """What changed last of all that a scope shows."""
    return _lines(scope, "1 = 1", (), "m.changed DESC, m.number DESC", limit)


def shows(scope: Scope, number: str) -> bool:
    """Whether a scope shows a matter; one that does not exist is shown to nobody."""
    return bool(_lines(scope, "m.number = %s", (number,), "m.number", 1, EVERY))


def shown(scope: Scope, numbers: Sequence[str]) -> frozenset[str]:
    """Those of some matters that a scope shows."""
    if not numbers:
        return frozenset()
    among = f"m.number IN ({', '.join(['%s'] * len(numbers))})"
    found = _lines(scope, among, tuple(numbers), "m.number", len(numbers), EVERY)
    return frozenset(line.number for line in found)


def out_of_scope(scope: Scope, situation: Situation) -> tuple[str, ...]:
    """The matters tied to one that a scope does not show: their numbers are not said."""
    tied = (situation.parent, situation.merged_into, *situation.children, *situation.links)
    named = list(dict.fromkeys(number for number in tied if number))
    there = shown(scope, named)
    return tuple(sorted((number for number in named if number not in there), key=len, reverse=True))


def without(text: str, hidden: Sequence[str]) -> str:
    """A text that does not say these numbers."""
    for number in hidden:
        text = text.replace(number, ELSEWHERE)
    return text


def _lines(
    scope: Scope, where: str, values: tuple[object, ...], order: str, limit: int, rows: Condition | None = None
) -> list[Line]:
    """One statement: what is asked for, and what may be seen of it; `rows` where an index finds them in order."""
    seen, rows = condition(scope), rows or source(scope)
    statement = Statement(f"{_LINE} {rows.text} AND {where} AND {seen.text} ORDER BY {order} LIMIT %s")
    return [_line(row) for row in statement.rows((*rows.values, *values, *seen.values, limit))]


def _line(row: tuple[object, ...]) -> Line:
    number, mechanism, state, owner, outcome, due, simulated = row
    kept = None if outcome is None else str(outcome)
    at = None if due is None else instant(str(due))
    return Line(str(number), str(mechanism), str(state), str(owner), kept, at, bool(simulated))
