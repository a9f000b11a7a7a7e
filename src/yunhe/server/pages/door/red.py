"""What is red today: the open matters of every mechanism that somebody sees, half a minute old at most."""

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.cache import cache

from yunhe.access.scope import Scope
from yunhe.server.access.filtering import condition
from yunhe.server.ledger.chain import kept_instant
from yunhe.server.statement import Statement

SOON = timedelta(days=2)
KEPT = 30  # seconds


class Count(NamedTuple):
    """The open matters of one mechanism."""

    mechanism: str
    open: int
    late: int
    soon: int
    simulated: int


class Red(NamedTuple):
    """All of them, and of when."""

    at: datetime
    counts: tuple[Count, ...]

    @property
    def late(self) -> int:
        """How many are late in all."""
        return sum(count.late for count in self.counts)

    @property
    def open(self) -> int:
        """How many are open in all."""
        return sum(count.open for count in self.counts)

    @property
    def is_simulated(self) -> bool:
        """Whether any of it is simulated."""
        return any(count.simulated for count in self.counts)

    def of(self, mechanism: str) -> Count | None:
        """Those of one mechanism."""
        return next((count for count in self.counts if count.mechanism == mechanism), None)


def red(scope: Scope, now: datetime) -> Red:
    """Counted anew every half minute for each scope."""
    seen = condition(scope)
    name = "red:" + hashlib.sha256(repr(seen).encode()).hexdigest()
    found: Red | None = cache.get(name)
    if found is None:
        found = Red(now, tuple(_counted(seen.text, seen.values, now)))
        cache.set(name, found, KEPT)
    return found


def _counted(text: str, values: tuple[object, ...], now: datetime) -> list[Count]:
    statement = Statement(
        "SELECT m.mechanism, COUNT(*), SUM(CASE WHEN m.due <= %s THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN m.due > %s AND m.due <= %s THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN m.simulated THEN 1 ELSE 0 END) FROM matters_matter m "
        f"WHERE m.outcome IS NULL AND {text} GROUP BY m.mechanism"
    )
    instants = (kept_instant(now), kept_instant(now), kept_instant(now + SOON))
    counts = [Count(str(name), *map(int, rest)) for name, *rest in statement.rows((*instants, *values))]
    return sorted(counts, key=lambda count: (-count.late, -count.open, count.mechanism))
