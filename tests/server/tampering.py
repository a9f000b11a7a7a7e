"""What somebody with every right on the database, but without the key, could do to a ledger."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from yunhe.server.ledger import chain, sealing
from yunhe.server.ledger.canonical import NOTHING_BEFORE
from yunhe.server.ledger.chain import Link
from yunhe.server.ledger.keys import SealKey
from yunhe.types import Event

KEY = SealKey(Ed25519PrivateKey.from_private_bytes(b"k" * 32))
KEYS = {KEY.public.fingerprint: KEY.public}
START = datetime(2026, 3, 1, 16, tzinfo=UTC)  # 2 March begins in Hangzhou
DAY = timedelta(days=1)


def fill(subjects: int = 3, events: int = 8, hours: int = 9) -> None:
    """Events of several subjects over several days."""
    for subject in range(1, subjects + 1):
        name = f"S-{subject}"
        happened = [
            Event(
                name,
                number,
                START + timedelta(hours=hours * (number - 1), minutes=subject),
                "acted",
                "岗",
                "p",
                {"n": number},
            )
            for number in range(1, events + 1)
        ]
        with transaction.atomic():
            chain.append(name, happened, 0)


def seal(days: int) -> None:
    """Seal so many days from the first."""
    list(sealing.seal_until(START + days * DAY, KEY))


@contextmanager
def past_the_guards() -> Iterator[Any]:
    """A cursor for which no trigger stands in the way; they are all there again afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield cursor
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        for _, statement in triggers:
            cursor.execute(statement)


def links_of(subject: str) -> list[Link]:
    with transaction.atomic():
        return list(chain.links("WHERE subject = %s", (subject,)))


def rewrite(subject: str, rows: Sequence[Link]) -> None:
    """Put these rows in the place of all that a subject has."""
    with past_the_guards() as cursor:
        cursor.execute("DELETE FROM ledger_event WHERE subject = %s", (subject,))
        for row in rows:
            at = chain.kept_instant(datetime.fromisoformat(row.at))
            cursor.execute(
                "INSERT INTO ledger_event (subject, number, at, kind, actor, person, body, previous, hash) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (row.subject, row.number, at, *row[3:]),
            )


def renumbered(rows: Sequence[Link]) -> list[Link]:
    """Numbers 1, 2, 3 … and every hash computed anew, as somebody would who knows how the ledger is written."""
    made: list[Link] = []
    previous = NOTHING_BEFORE
    for number, row in enumerate(rows, 1):
        row = row._replace(number=number, previous=previous)
        row = row._replace(hash=row.hashed())
        made.append(row)
        previous = row.hash
    return made


def kept(rows: Sequence[Link]) -> list[Link]:
    """The rows as they are, their numbers and hashes not touched."""
    return list(rows)


def placed(rows: Sequence[Link]) -> list[Link]:
    """Numbers 1, 2, 3 … on the rows, their hashes not touched."""
    return [row._replace(number=number) for number, row in enumerate(rows, 1)]


Finish = Callable[[Sequence[Link]], list[Link]]


def changed(rows: list[Link], place: int) -> list[Link]:
    """The event at a place says something else."""
    return [row._replace(body='{"n":"假"}') if index == place else row for index, row in enumerate(rows)]


def removed(rows: list[Link], place: int) -> list[Link]:
    """The event at a place is gone."""
    return rows[:place] + rows[place + 1 :]


def inserted(rows: list[Link], place: int) -> list[Link]:
    """A forged event stands at a place, dated like its neighbour."""
    forged = rows[min(place, len(rows) - 1)]._replace(body='{"n":"添"}')
    return [*rows[:place], forged, *rows[place:]]


def swapped(rows: list[Link], one: int, other: int) -> list[Link]:
    """Two events have changed places."""
    made = list(rows)
    made[one], made[other] = made[other], made[one]
    return made
