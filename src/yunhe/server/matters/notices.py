"""What must be told: kept in the transaction of the event, handed out afterwards, at least once.

A notice is marked as told only after it was handed out; a crash in between hands it out again, under the same key.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Statement
from yunhe.types import Event

AT_A_TIME = 500
_INSERT = Statement(
    "INSERT INTO matters_notice (key, subject, post, said, at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING"
)
_UNTOLD = Statement(
    "SELECT key, subject, post, said, CAST(at AS text) FROM matters_notice WHERE told IS NULL "
    "ORDER BY matters_notice.at, key LIMIT %s"
)
_TOLD = Statement("UPDATE matters_notice SET told = %s WHERE key = %s AND told IS NULL")


class Notice(NamedTuple):
    """One thing to tell one post."""

    key: str
    subject: str
    post: str
    said: str
    at: datetime


def keep(events: Iterable[Event]) -> None:
    """Keep what events tell, in the transaction that appends them."""
    rows = [
        (f"{event.subject}#{event.number}→{post}", event.subject, post, str(event.body["do"]), kept_instant(event.at))
        for event in events
        for post in _told(event)
    ]
    if rows:
        _INSERT.run_each(rows)


def _told(event: Event) -> list[str]:
    tell = event.body.get("tell")
    return [str(post) for post in tell if post] if isinstance(tell, list | tuple) else []


def hand_out(receive: Callable[[list[Notice]], None], now: datetime) -> int:
    """Hand out all that waits, batch by batch; how many. What `receive` raises leaves its batch waiting."""
    count = 0
    while True:
        rows = [
            Notice(key, subject, post, said, instant(at)) for key, subject, post, said, at in _UNTOLD.rows((AT_A_TIME,))
        ]
        if not rows:
            return count
        receive(rows)
        with transaction.atomic():
            _TOLD.run_each([(kept_instant(now), notice.key) for notice in rows])
        count += len(rows)
