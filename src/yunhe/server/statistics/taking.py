"""Takes the tallies over all matters: counted without a lock, then put in the place of those before at once."""

from datetime import datetime, timedelta

from django.db import transaction

from yunhe.server.access.filtering import EVERY
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Statement
from yunhe.server.statistics.counting import count
from yunhe.server.statistics.tally import FLOW, LIMITS, MOVED, PLACES, STANDING, WAITING, Tally

OFTEN, SELDOM = timedelta(seconds=50), timedelta(hours=6)
EVERY_SO_OFTEN = {STANDING: OFTEN, MOVED: OFTEN, PLACES: OFTEN, WAITING: SELDOM, FLOW: SELDOM, LIMITS: SELDOM}
MANY = 20_000  # up to here everything is counted as it is asked for
_COLUMNS = "mechanism, store, simulated, what, mark, post, number, since, middle"
_TAKEN = Statement("SELECT CAST(at AS text) FROM statistics_taking WHERE measure = %s")
_FORGET = Statement("DELETE FROM statistics_tally WHERE measure = %s")
_FORGET_WHEN = Statement("DELETE FROM statistics_taking WHERE measure = %s")
_PUT = Statement(f"INSERT INTO statistics_tally (measure, {_COLUMNS}) VALUES ({', '.join(['%s'] * 10)})")
_PUT_WHEN = Statement("INSERT INTO statistics_taking (measure, at) VALUES (%s, %s)")
_MATTERS = Statement("SELECT COUNT(*) FROM matters_matter")


def take(now: datetime) -> list[str]:
    """The measures whose tallies were old and were taken anew."""
    old = [measure for measure, period in EVERY_SO_OFTEN.items() if _is_old(measure, now - period)]
    if not old:
        return []
    ((matters,),) = _MATTERS.rows()
    if int(matters) <= MANY:
        return []
    for measure in old:
        _put(measure, count(measure, EVERY, now), now)
    return old


def of_when(measure: str) -> datetime | None:
    """Of when the tallies of a measure are; None where matters are so few that they are counted as one asks."""
    found = _TAKEN.rows((measure,))
    return instant(str(found[0][0])) if found else None


def read(measure: str, mechanism: str = "") -> list[Tally]:
    """The tallies of a measure, of one mechanism or of all."""
    text = f"SELECT {_COLUMNS} FROM statistics_tally WHERE measure = %s" + (" AND mechanism = %s" if mechanism else "")
    rows = Statement(text).rows((measure, mechanism) if mechanism else (measure,))
    return [Tally(row[0], row[1], bool(row[2]), row[3], row[4], row[5], int(row[6]), row[7], row[8]) for row in rows]


def _is_old(measure: str, before: datetime) -> bool:
    found = _TAKEN.rows((measure,))
    return not found or instant(str(found[0][0])) <= before


def _put(measure: str, tallies: list[Tally], now: datetime) -> None:
    with transaction.atomic():
        _FORGET.run((measure,))
        _FORGET_WHEN.run((measure,))
        if tallies:
            _PUT.run_each([(measure, *one) for one in tallies])
        _PUT_WHEN.run((measure, kept_instant(now)))
