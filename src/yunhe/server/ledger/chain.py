"""Appending to the chain of a subject, and reading it back.

`append` wants a transaction of the caller and takes part in it. It costs one statement, and another where the caller
has not read the end of the chain together with what he changes.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError
from django.db.transaction import TransactionManagementError

from yunhe.server import connection, guards
from yunhe.server.errors import ConflictError, SealedError
from yunhe.server.ledger.canonical import NOTHING_BEFORE, body_text, checked, event_hash, instant_text
from yunhe.server.statement import Row, Statement, as_sqlite_keeps, stream
from yunhe.types import Event

_KEPT = "subject, number, CAST(at AS text), kind, actor, person, body"  # text: SQLite may hold what is no instant
_HEAD = Statement("SELECT number, hash FROM ledger_event WHERE subject = %s ORDER BY number DESC LIMIT 1")
_INSERT = Statement(
    "INSERT INTO ledger_event (subject, number, at, kind, actor, person, body, previous, hash) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_READ = Statement(f"SELECT {_KEPT} FROM ledger_event WHERE subject = %s ORDER BY number")


class Head(NamedTuple):
    """Where the chain of a subject ends: number and hash of its last event."""

    number: int
    hash: str


NOTHING = Head(0, NOTHING_BEFORE)


class Link(NamedTuple):
    """An event as it is kept, with the texts that were hashed."""

    subject: str
    number: int
    at: str
    kind: str
    actor: str
    person: str
    body: str
    previous: str
    hash: str

    @property
    def place(self) -> str:
        """How people name it: subject#number."""
        return f"{self.subject}#{self.number}"

    def hashed(self, number: int | None = None, previous: str | None = None) -> str:
        """The hash it should have, or would have at another number or after another event."""
        return event_hash(
            self.subject,
            self.number if number is None else number,
            self.at,
            self.kind,
            self.actor,
            self.person,
            self.body,
            self.previous if previous is None else previous,
        )


def head(subject: str) -> Head:
    """The end of a chain; number 0 when nothing has happened yet."""
    found = _HEAD.rows((subject,))
    return Head(*found[0]) if found else NOTHING


def append(subject: str, events: Sequence[Event], expected_last_number: int, end: Head | None = None) -> Head:
    """Write what happened behind the event numbered `expected_last_number`, within the caller's transaction.

    `end` is the end of the chain if the caller has just read it; that no number is given twice keeps it from forking.
    Raises ConflictError when somebody else has written to the subject in between, SealedError when an event is dated
    into sealed time; in both cases the caller must roll back.
    """
    database = connection.current()
    if not database.in_atomic_block or database.needs_rollback:
        raise TransactionManagementError("append to the ledger inside a transaction that is still good")
    end = end or head(subject)
    if end.number != expected_last_number:
        raise _conflict(subject, expected_last_number, end.number)
    rows, end = _rows(subject, events, end)
    if not rows:
        return end
    try:
        _INSERT.run_each(rows)
    except IntegrityError as error:
        raise refusal(error, subject, expected_last_number) from error
    return end


def read(subject: str) -> tuple[Event, ...]:
    """Everything that happened to a subject, in order."""
    return tuple(
        Event(name, number, instant(at), kind, actor, person, json.loads(body))
        for name, number, at, kind, actor, person, body in _READ.rows((subject,))
    )


def links(where: str = "", values: Sequence[Any] = ()) -> Iterator[Link]:
    """Every event as it is kept, subject by subject in the order of code points, each in order; in a transaction."""
    rows = stream(f"SELECT {_KEPT}, previous, hash FROM ledger_event {where} ORDER BY subject, number", values)
    return map(_link, rows)


def instant(kept: str) -> datetime:
    """An instant as the databases print it; without offset, as SQLite has it, it is in UTC."""
    at = datetime.fromisoformat(kept)
    if at.tzinfo is UTC:
        return at
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def kept_instant(at: datetime) -> object:
    """An instant as the database keeps it."""
    return at if connection.is_postgresql() else as_sqlite_keeps(at)


def _rows(subject: str, events: Sequence[Event], end: Head) -> tuple[list[Row], Head]:
    """The rows to insert and the end of the chain after them."""
    rows: list[Row] = []
    number, previous = end
    for event in events:
        number += 1
        if (event.subject, event.number) != (subject, number):
            raise ValueError(f"{event.subject}#{event.number} does not follow {subject}#{number - 1}")
        checked(event)
        body = body_text(event)
        named = (event.kind, event.actor, event.person)
        found = event_hash(subject, number, instant_text(event.at), *named, body, previous)
        rows.append((subject, number, event.at, *named, body, previous, found))
        previous = found
    return rows, Head(number, previous)


def _link(row: Row) -> Link:
    """A row with its instant in canonical text; what is no instant stays as it stands, and its hash will not hold."""
    subject, number, at, *rest = row
    try:
        at = instant_text(instant(at))
    except (TypeError, ValueError):
        at = str(at)
    return Link(str(subject), number if isinstance(number, int) else 0, at, *map(str, rest))


def _conflict(subject: str, expected: int, found: int) -> ConflictError:
    problem = f"别人已先办理（您看到的是第 {expected} 条，现在到了第 {found} 条）"
    return ConflictError(subject, problem, "重新打开，看过新的记录再办")


def refusal(error: IntegrityError, subject: str, expected: int) -> ConflictError | SealedError:
    """Why the database took no event; the transaction cannot go on."""
    connection.current().needs_rollback = True
    if guards.SEALED in str(error):
        return SealedError(subject, "记录的时刻已经封存", "检查本机的钟，再办一次")
    if guards.TAKEN in str(error) or "ledger_event_place" in str(error):
        return ConflictError(subject, f"别人同时办理了第 {expected + 1} 条", "重新打开，看过新的记录再办")
    raise error
