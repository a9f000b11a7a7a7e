"""Sealing the days that are over, each once, days without events too."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction

from yunhe.server.ledger import seal as seals
from yunhe.server.ledger.canonical import instant_text
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.ledger.dates import DAY, begins, day_of
from yunhe.server.ledger.keys import SealKey
from yunhe.server.ledger.seal import Listed, Seal, Stretch
from yunhe.server.statement import Statement, stream

_LAST = Statement("SELECT number, CAST(ends AS text), body, signature FROM ledger_seal ORDER BY number DESC LIMIT 1")
_FIRST_EVENT = Statement("SELECT CAST(min(at) AS text) FROM ledger_event")
_INSERT = Statement(
    "INSERT INTO ledger_seal (number, date, starts, ends, events, body, signature) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_STRETCH = "SELECT subject, number, hash FROM ledger_event WHERE at >= %s AND at < %s ORDER BY subject, number"


def seal_until(end: datetime, key: SealKey) -> Iterator[tuple[int, Stretch, int]]:
    """Seal everything before an instant, a day at a time; number, stretch and count of events of each new seal."""
    while sealed := _seal_next(end, key):
        yield sealed


def listed(starts: datetime, ends: datetime) -> Iterator[Listed]:
    """The events of a stretch in the order of a seal; in a transaction."""
    return (Listed(*row) for row in stream(_STRETCH, (kept_instant(starts), kept_instant(ends))))


def _seal_next(end: datetime, key: SealKey) -> tuple[int, Stretch, int] | None:
    """Seal the first unsealed stretch before `end` in a transaction of its own, while no event can come in."""
    with transaction.atomic():
        _keep_writers_out()
        last = _LAST.rows()
        stretch = _next_stretch(last, end)
        if stretch is None:
            return None
        number = last[0][0] + 1 if last else 1
        previous = Seal(*last[0][2:]).hash if last else seals.NOTHING_BEFORE
        found = seals.summed(listed(stretch.starts, stretch.ends))
        body = seals.body(number, stretch, found, previous, key.public.fingerprint)
        instants = kept_instant(stretch.starts), kept_instant(stretch.ends)
        _INSERT.run((number, stretch.date.isoformat(), *instants, found.events, body, key.sign(body)))
        return number, stretch, found.events


def _next_stretch(last: Sequence[tuple[Any, ...]], end: datetime) -> Stretch | None:
    """From the last seal, or the day of the first event, to the end of that day or to `end`."""
    if last:
        starts = instant(last[0][1])
    else:
        (first,) = _FIRST_EVENT.rows()[0]
        if first is None:
            return None
        starts = begins(day_of(instant(first)))
    if starts >= end:
        return None
    day = day_of(starts)
    return Stretch(day, starts, min(begins(day + DAY), end))


def _keep_writers_out() -> None:
    """Wait for those who are writing events and let nobody begin; SQLite's transaction does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_event, ledger_seal IN SHARE ROW EXCLUSIVE MODE")


def sealed_through() -> date | None:
    """The last day that is sealed to its end, if any."""
    last = _LAST.rows()
    return day_of(instant(last[0][1])) - DAY if last else None


def kept_seals(after: int = 0) -> Iterator[tuple[int, Seal]]:
    """The seals in the table, in order; in a transaction."""
    for number, body, signature in stream(
        "SELECT number, body, signature FROM ledger_seal WHERE number > %s ORDER BY number", (after,), size=1
    ):
        yield number, Seal(body, signature)


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def stretch_text(stretch: Stretch) -> str:
    """How a stretch is named to people: the day, and up to when if it is only part of one."""
    whole = stretch.ends == begins(stretch.date + DAY)
    return stretch.date.isoformat() if whole else f"{stretch.date.isoformat()}（到 {instant_text(stretch.ends)}）"
