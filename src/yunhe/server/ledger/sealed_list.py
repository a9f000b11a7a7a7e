"""The events that seals list, gathered in the order of the ledger on the disk, not in memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from yunhe.server.ledger.seal import Listed

_AT_ONCE = 5000


class SealedList:
    """Hash of every listed event by subject and number; `group` says with which list it came, to take that back."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("", isolation_level=None)  # a temporary file that is gone when it is closed
        self._store.execute("PRAGMA journal_mode=OFF")
        self._store.execute(
            "CREATE TABLE listed (subject TEXT, number INTEGER, list INTEGER, hash TEXT, "
            "PRIMARY KEY (subject, number, list)) WITHOUT ROWID"
        )

    def add(self, group: int, events: Iterable[Listed]) -> None:
        """One list, or a part of it."""
        rows = iter((event.subject, event.number, group, event.hash) for event in events)
        while some := list(islice(rows, _AT_ONCE)):
            self._store.execute("BEGIN")
            self._store.executemany("INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?)", some)
            self._store.execute("COMMIT")

    def take_back(self, group: int) -> None:
        """A list that is not what was signed."""
        self._store.execute("DELETE FROM listed WHERE list = ?", (group,))

    def __iter__(self) -> Iterator[Listed]:
        rows = self._store.execute("SELECT subject, number, hash FROM listed ORDER BY subject, number")
        return map(Listed._make, rows)

    def of(self, subject: str) -> dict[int, str]:
        """What is listed of one subject."""
        return dict(self._store.execute("SELECT number, hash FROM listed WHERE subject = ?", (subject,)))

    def close(self) -> None:
        """Give the disk back."""
        self._store.close()
