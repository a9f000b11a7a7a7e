"""Lists of matters as a desk asks for them: the most urgent of a post, what falls due, what a mechanism has."""

from datetime import datetime
from typing import NamedTuple

from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Statement

_LINE = "number, mechanism, state, owner, outcome, CAST(due AS text), simulated FROM matters_matter"
_URGENT = Statement(
    f"SELECT {_LINE} WHERE owner = %s AND outcome IS NULL AND due IS NOT NULL ORDER BY due, number LIMIT %s"
)
_PAUSED = Statement(f"SELECT {_LINE} WHERE owner = %s AND outcome IS NULL AND due IS NULL ORDER BY number LIMIT %s")
_DUE = Statement(
    f"SELECT {_LINE} WHERE outcome IS NULL AND due IS NOT NULL AND due <= %s ORDER BY due, number LIMIT %s"
)
_OF = Statement(f"SELECT {_LINE} WHERE mechanism = %s ORDER BY opened DESC, number DESC LIMIT %s")
_ALL = Statement(f"SELECT {_LINE} ORDER BY changed DESC, number DESC LIMIT %s")


class Line(NamedTuple):
    """One matter in a list."""

    number: str
    mechanism: str
    state: str
    owner: str
    outcome: str | None
    due: datetime | None
    simulated: bool


def most_urgent(post: str, limit: int = 50) -> list[Line]:
    """The open matters of a post, those that run out soonest first, paused ones last."""
    found = _URGENT.rows((post, limit))
    if len(found) < limit:
        found += _PAUSED.rows((post, limit - len(found)))
    return [_line(row) for row in found]


def due_until(until: datetime, limit: int = 200) -> list[Line]:
    """All open matters whose limit runs out by an instant, overdue ones first."""
    return [_line(row) for row in _DUE.rows((kept_instant(until), limit))]


def of(mechanism: str, limit: int = 200) -> list[Line]:
    """The newest matters of a mechanism."""
    return [_line(row) for row in _OF.rows((mechanism, limit))]


def newest(limit: int = 200) -> list[Line]:
    """What changed last."""
    return [_line(row) for row in _ALL.rows((limit,))]


def _line(row: tuple[object, ...]) -> Line:
    number, mechanism, state, owner, outcome, due, simulated = row
    kept = None if outcome is None else str(outcome)
    at = None if due is None else instant(str(due))
    return Line(str(number), str(mechanism), str(state), str(owner), kept, at, bool(simulated))
