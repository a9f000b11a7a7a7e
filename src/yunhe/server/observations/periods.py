"""Reads and writes the rows of periods, and holds them: a lock and an observation cannot pass each other."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from yunhe.observations.approval import subject_of
from yunhe.observations.observation import Series
from yunhe.observations.period import Period
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Row, Statement
from yunhe.types import Event

_COLUMNS = "subject, dataset, period, starts, ends, levels, indicators, observations, digest, changed, last"
_READ = (
    "subject, dataset, period, CAST(starts AS text), CAST(ends AS text), levels, indicators, observations, digest, "
    "CAST(changed AS text), last"
)
_SET = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
_PUT = Statement(
    f"INSERT INTO observations_period ({_COLUMNS}) VALUES ({', '.join(['%s'] * 11)}) "
    f"ON CONFLICT (subject) DO UPDATE SET {_SET}"
)
_FIND = Statement(f"SELECT {_READ} FROM observations_period WHERE subject = %s")
_LOCKED = Statement(f"SELECT {_READ} FROM observations_period WHERE levels <> '[]' ORDER BY starts, subject")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Standing(NamedTuple):
    """How far a period of a dataset is approved, after its event numbered `last`."""

    dataset: str
    period: Period
    levels: tuple[str, ...]
    indicators: tuple[str, ...] | None
    observations: int
    digest: str
    changed: datetime
    last: int

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return subject_of(self.dataset, self.period.text)

    def locks(self, series: Series) -> bool:
        """Whether the figures of a series may not change."""
        is_member = self.indicators is None or series.indicator in self.indicators
        return bool(self.levels) and is_member and self.period.holds(series.when)


def hold(*, deciding: bool = False) -> None:
    """Keep periods as they are until the transaction ends; who decides waits for all who observe, and they for it.

    SQLite has one writer at a time and needs nothing.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE observations_period IN {'EXCLUSIVE' if deciding else 'SHARE'} MODE")


def find(subject: str) -> Standing | None:
    """The standing of a period, or None when nothing was ever decided on it."""
    found = _FIND.rows((subject,))
    return standing_of(found[0]) if found else None


def locked() -> list[Standing]:
    """Every period that is locked."""
    return [standing_of(row) for row in _LOCKED.rows()]


def lock_on(series: Series, among: Iterable[Standing]) -> Standing | None:
    """The first lock that a series lies under."""
    return next((standing for standing in among if standing.locks(series)), None)


def put(standing: Standing) -> None:
    """The row as it stands now."""
    _PUT.run(values_of(standing))


def values_of(standing: Standing) -> Row:
    """All columns of a row in their order."""
    return (
        standing.subject,
        standing.dataset,
        standing.period.text,
        standing.period.starts.isoformat(),
        standing.period.ends.isoformat(),
        _encode(standing.levels),
        None if standing.indicators is None else _encode(standing.indicators),
        standing.observations,
        standing.digest,
        kept_instant(standing.changed),
        standing.last,
    )


def standing_of(row: Sequence[Any]) -> Standing:
    """The standing that a row tells."""
    period = Period(row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]))
    members = None if row[6] is None else tuple(json.loads(row[6]))
    return Standing(row[1], period, tuple(json.loads(row[5])), members, row[7], row[8], instant(row[9]), row[10])


def after(event: Event) -> Standing:
    """The standing that an event leads to; each says all of it."""
    body: Any = event.body
    period = Period(body["period"], date.fromisoformat(body["starts"]), date.fromisoformat(body["ends"]))
    members = None if body["indicators"] is None else tuple(body["indicators"])
    levels = tuple(body["levels"])
    return Standing(
        body["dataset"], period, levels, members, body["observations"], body["digest"], event.at, event.number
    )
