"""Takes the tallies over all matters: counted without a lock, then put in the place of those before at once."""

import time
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction

from yunhe.server.access.filtering import EVERY
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Row, Statement
from yunhe.server.statistics.counting import count
from yunhe.server.statistics.tally import FLOW, LIMITS, MOVED, PLACES, STANDING, WAITING, Tally

OFTEN, SELDOM = timedelta(seconds=50), timedelta(hours=6)
EVERY_SO_OFTEN = {STANDING: OFTEN, MOVED: OFTEN, PLACES: OFTEN, WAITING: SELDOM, FLOW: SELDOM, LIMITS: SELDOM}
MANY = 20_000  # up to here everything is counted as it is asked for
_COLUMNS = "mechanism, store, simulated, what, mark, post, number, since, middle"
REST = 20  # a measure that took a second is not taken again for so many
_TAKEN = Statement("SELECT CAST(at AS text), took FROM statistics_taking WHERE measure = %s")
_FORGET = Statement("DELETE FROM statistics_tally WHERE measure = %s")
_FORGET_WHEN = Statement("DELETE FROM statistics_taking WHERE measure = %s")
_PUT = Statement(f"INSERT INTO statistics_tally (measure, {_COLUMNS}) VALUES ({', '.join(['%s'] * 10)})")
_READ = f"SELECT {_COLUMNS} FROM statistics_tally WHERE measure = %s"
_PUT_WHEN = Statement("INSERT INTO statistics_taking (measure, at, took) VALUES (%s, %s, %s)")
_MATTERS = Statement("SELECT COUNT(*) FROM matters_matter")


def take(now: datetime) -> list[str]:
    """The measures whose tallies were old and were taken anew."""
    old = [measure for measure, period in EVERY_SO_OFTEN.items() if _is_old(measure, period, now)]
    if not old:
        return []
    ((matters,),) = _MATTERS.rows()
    if int(matters) <= MANY:
        return []
    for measure in old:
        began = time.monotonic()
        tallies = count(measure, EVERY, now)
        _put(measure, tallies, now, round(1000 * (time.monotonic() - began)))
    return old


def of_when(measure: str) -> datetime | None:
    """Of when the tallies of a measure are; None where matters are so few that they are counted as one asks."""
    found = _TAKEN.rows((measure,))
    return instant(str(found[0][0])) if found else None


def read(measure: str, at: datetime, mechanism: str = "") -> tuple[Tally, ...]:
    """The tallies of a measure that were taken at an instant, of one mechanism or of all."""
    if mechanism:
        found = Statement(f"{_READ} AND mechanism = %s").rows((measure, mechanism))
        return tuple(map(_tally, found))
    return _all(measure, at)


@lru_cache(maxsize=16)
def _all(measure: str, at: datetime) -> tuple[Tally, ...]:
    """Kept until they are taken anew: `at` says which they are."""
    return tuple(map(_tally, Statement(_READ).rows((measure,))))


def _tally(row: Row) -> Tally:
    return Tally(row[0], row[1], bool(row[2]), row[3], row[4], row[5], int(row[6]), row[7], row[8])


def _is_old(measure: str, period: timedelta, now: datetime) -> bool:
    found = _TAKEN.rows((measure,))
    if not found:
        return True
    at, took = found[0]
    return instant(str(at)) + max(period, REST * timedelta(milliseconds=int(took))) <= now


def _put(measure: str, tallies: list[Tally], now: datetime, took: int) -> None:
    with transaction.atomic():
        _FORGET.run((measure,))
        _FORGET_WHEN.run((measure,))
        if tallies:
            _PUT.run_each([(measure, *one) for one in tallies])
        _PUT_WHEN.run((measure, kept_instant(now), took))
