"""Reads and writes the row of a matter: few statements, prepared, in the caller's transaction."""

import json
from collections.abc import Sequence

from yunhe.errors import UnreadableError
from yunhe.mechanisms.situation import Situation
from yunhe.server import connection
from yunhe.server.ledger.chain import Head, head, instant
from yunhe.server.statement import Statement

_FOUND = "SELECT situation FROM matters_matter WHERE number = %s"
_READ = Statement(_FOUND)
_READ_LOCKED = Statement(_FOUND + " FOR UPDATE")  # SQLite has one writer at a time and needs none
_SIMULATED = Statement("SELECT number FROM matters_matter WHERE number = %s AND simulated")
_TAKEN = (
    "SELECT matter.situation, event.hash FROM matters_matter matter LEFT JOIN ledger_event event "
    "ON event.subject = matter.number AND event.number = matter.last WHERE matter.number = %s"
)
_TAKE = Statement(_TAKEN)
_TAKE_LOCKED = Statement(_TAKEN + " FOR UPDATE OF matter")
_COLUMNS = (
    "number, mechanism, version, store, state, outcome, owner, parent, upstream, "
    "opened, changed, due, wakes, simulated, last, situation"
)
_INSERT = Statement(f"INSERT INTO matters_matter ({_COLUMNS}) VALUES ({', '.join(['%s'] * 16)})")
_UPDATE = Statement(
    "UPDATE matters_matter SET version = %s, state = %s, outcome = %s, owner = %s, changed = %s, due = %s, wakes = %s, "
    "last = %s, situation = %s WHERE number = %s AND last = %s"
)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def find(number: str, *, locked: bool = False) -> Situation:
    """The matter of this number; `locked` keeps other writers off until the transaction ends."""
    statement = _READ_LOCKED if locked and connection.is_postgresql() else _READ
    found = statement.rows((number,))
    if not found:
        raise unknown(number)
    return Situation.from_json(json.loads(found[0][0]))


def take(number: str) -> tuple[Situation, Head]:
    """The matter of this number to write to, and the end of its chain; other writers wait until the transaction ends.

    Who had to wait on PostgreSQL does not see the event written meanwhile in the same statement, so he looks again.
    """
    statement = _TAKE_LOCKED if connection.is_postgresql() else _TAKE
    found = statement.rows((number,))
    if not found:
        raise unknown(number)
    written, hashed = found[0]
    situation = Situation.from_json(json.loads(written))
    return situation, Head(situation.number, hashed) if hashed else head(number)


def unknown(number: str) -> UnreadableError:
    """What is said of a matter that is not there, and of one that is not for whoever asks: the same words."""
    return UnreadableError(number, "没有这件事项", "用 yunhe run list 看编号；真的事项写明 --as 岗位 --person 工号")


def is_simulated(number: str) -> bool:
    """Whether it is a matter that is there and simulated."""
    return bool(_SIMULATED.rows((number,)))


def insert(situation: Situation) -> None:
    """A new row."""
    _INSERT.run(values_of(situation))


def update(before: Situation, after: Situation) -> None:
    """The row as it stands after the events that led from one situation to the other."""
    said = (
        after.version,
        after.state,
        after.outcome,
        after.owner,
        instant(after.changed),
        after.due,
        after.wakes,
        after.number,
        written(after),
        after.subject,
        before.number,
    )
    _UPDATE.run(said)


def values_of(situation: Situation) -> Sequence[object]:
    """All columns of a row in their order."""
    return (
        situation.subject,
        situation.mechanism,
        situation.version,
        situation.store,
        situation.state,
        situation.outcome,
        situation.owner,
        situation.parent,
        situation.upstream,
        instant(situation.opened),
        instant(situation.changed),
        situation.due,
        situation.wakes,
        situation.simulated,
        situation.number,
        written(situation),
    )


def written(situation: Situation) -> str:
    """The situation as one line of JSON."""
    return _encode(situation.to_json())
