"""Counts matters by one SELECT a measure over the rows that a condition gives; the events of the ledger where it must.

count(STANDING, Condition("matters_matter m WHERE 1 = 1"), at)
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import connection

from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access.filtering import Condition
from yunhe.server.ledger.chain import kept_instant
from yunhe.server.matters.saying import SOON
from yunhe.server.statement import Statement
from yunhe.server.statistics.tally import FLOW, LIMITS, MOVED, PLACES, STANDING, WAITING, Tally

KIND = "m.mechanism, m.store, m.simulated"
LIGHT = "CASE WHEN m.due IS NULL THEN 'paused' WHEN m.due <= %s THEN 'late' WHEN m.due <= %s THEN 'soon' ELSE 'ok' END"
MOVES: Mapping[str, str] = {
    "opened": "e.kind = 'opened'",
    "closed": """e.body LIKE '%%"outcome":"%%'""",
    "returned": """(e.kind = 'returned' OR e.body LIKE '%%"do":"退回%%')""",
    "escalated": """(e.kind = 'fired' AND e.body NOT LIKE '%%"step":"warn"%%')""",
    "extended": "e.kind = 'extended'",
}


def since_yesterday(at: datetime) -> datetime:
    """The beginning of yesterday, as people count days."""
    return at.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)


def count(measure: str, rows: Condition, at: datetime) -> list[Tally]:
    """What a measure comes to over these rows: a FROM and WHERE of `matters_matter m`."""
    return _MEASURES[measure](rows, at)


def _lights(at: datetime) -> tuple[object, object]:
    return kept_instant(at), kept_instant(at + SOON)


def _standing(rows: Condition, at: datetime) -> list[Tally]:
    text = f"SELECT {KIND}, m.state, {LIGHT}, m.owner, COUNT(*), CAST(MIN(m.due) AS text) FROM {rows.text} "
    found = _rows(text + "AND m.outcome IS NULL GROUP BY 1, 2, 3, 4, 5, 6", (*_lights(at), *rows.values))
    return [_tally(row) for row in found]


def _places(rows: Condition, at: datetime) -> list[Tally]:
    """By subdistrict."""
    text = (
        f"SELECT {KIND}, '', m.light, p.party, COUNT(*) "
        f"FROM (SELECT {KIND}, m.number, {LIGHT} AS light FROM {rows.text} AND m.outcome IS NULL) m "
        "JOIN matters_party p ON p.number = m.number AND p.party >= '街道:' AND p.party < '街道;' "
        "GROUP BY 1, 2, 3, 5, 6"
    )
    return [_tally(row) for row in _rows(text, (*_lights(at), *rows.values))]


def _moved(rows: Condition, at: datetime) -> list[Tally]:
    """What happened since yesterday, in matters."""
    parts = ", ".join(f"COUNT(DISTINCT CASE WHEN {when} THEN e.subject END)" for when in MOVES.values())
    text = (
        f"SELECT {KIND}, {parts} FROM ledger_event e JOIN (SELECT m.number, {KIND} FROM {rows.text}) m "
        "ON m.number = e.subject WHERE e.at >= %s AND e.at <= %s GROUP BY 1, 2, 3"
    )
    found = _rows(text, (*rows.values, kept_instant(since_yesterday(at)), kept_instant(at)))
    return [
        Tally(str(row[0]), str(row[1]), bool(row[2]), name, "", "", int(str(number)))
        for row in found
        for name, number in zip(MOVES, row[3:], strict=True)
        if number
    ]


def _flow(rows: Condition, at: datetime) -> list[Tally]:
    """Opened and closed by month; what is closed with its outcome."""
    opened, closed = _month("m.opened"), _month(_entered())
    text = f"SELECT {KIND}, {opened}, 'opened', '', COUNT(*) FROM {rows.text} GROUP BY 1, 2, 3, 4"
    ended = f"SELECT {KIND}, {closed}, 'closed', m.outcome, COUNT(*) FROM {rows.text} AND m.outcome IS NOT NULL "
    found = [*_rows(text, rows.values), *_rows(ended + "GROUP BY 1, 2, 3, 4, 6", rows.values)]
    return [_tally(row) for row in found]


def _waiting(rows: Condition, at: datetime) -> list[Tally]:
    """Since when open matters are in their state: the earliest, and the one in the middle."""
    same = f"{KIND}, m.state"
    inner = (
        f"SELECT {same}, {_entered()} AS entered, COUNT(*) OVER (PARTITION BY {same}) AS many, "
        f"ROW_NUMBER() OVER (PARTITION BY {same} ORDER BY {_entered()}) AS place "
        f"FROM {rows.text} AND m.outcome IS NULL"
    )
    middle = "MAX(CASE WHEN m.place = (m.many + 1) / 2 THEN m.entered END)"
    text = (
        f"SELECT {same}, '', '', m.many, CAST(MIN(m.entered) AS text), CAST({middle} AS text) FROM ({inner}) m "
        "GROUP BY 1, 2, 3, 4, 7"
    )
    return [_tally(row) for row in _rows(text, rows.values)]


def _limits(rows: Condition, at: datetime) -> list[Tally]:
    """Every clock: how often it began, how many run in time now, how often it ran out (by its first step)."""
    inner = f"(SELECT {KIND}, m.number, m.situation FROM {rows.text}) m"
    runs, clocks = _each("runs"), _each("clocks")
    begun = f"SELECT {KIND}, r.key, 'begun', '', {_SUM[connection.vendor]} FROM {inner}{runs} GROUP BY 1, 2, 3, 4"
    due = _DUE[connection.vendor]
    running = f"SELECT {KIND}, r.key, 'running', '', COUNT(*) FROM {inner}{clocks} WHERE {due} GROUP BY 1, 2, 3, 4"
    clock, step, run = (_TAKEN[connection.vendor].format(key) for key in ("clock", "step", "run"))
    late = (
        f"SELECT {KIND}, {clock}, {step}, '', COUNT(DISTINCT e.subject || '#' || {run}) FROM {inner} "
        f"JOIN ledger_event e ON e.subject = m.number WHERE e.kind = 'fired' AND {step} IN ('due', '0') "
        "GROUP BY 1, 2, 3, 4, 5"
    )
    found = _rows(begun, rows.values)
    found += _rows(running, (*rows.values, kept_text(at)))
    return [_tally(row) for row in [*found, *_rows(late, rows.values)]]


def kept_text(at: datetime) -> str:
    """An instant as situations hold it."""
    from datetime import UTC

    return at.astimezone(UTC).isoformat()


_SUM = {"sqlite": "SUM(r.value)", "postgresql": "SUM(r.value::text::integer)"}
_DUE = {"sqlite": "json_extract(r.value, '$.due') > %s", "postgresql": "r.value ->> 'due' > %s"}
_TAKEN = {"sqlite": "json_extract(e.body, '$.{}')", "postgresql": "(e.body::jsonb ->> '{}')"}


def _each(key: str) -> str:
    if connection.vendor == "sqlite":
        return f", json_each(m.situation, '$.{key}') r"
    return f" CROSS JOIN LATERAL jsonb_each(m.situation::jsonb -> '{key}') r"


def _entered() -> str:
    """When a matter came into its state."""
    if connection.vendor == "sqlite":
        return "json_extract(m.situation, '$.entered')"
    return "(m.situation::jsonb ->> 'entered')"


def _month(instant: str) -> str:
    if connection.vendor == "sqlite":
        return f"strftime('%Y-%m', {instant}, '+8 hours')"
    return f"to_char(({instant})::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')"


def _tally(row: tuple[object, ...]) -> Tally:
    mechanism, store, simulated, what, mark, post, number, *instants = row
    since, middle = (*(str(each or "") for each in instants), "", "")[:2]
    return Tally(
        str(mechanism), str(store), bool(simulated), str(what), str(mark), str(post), int(str(number)), since, middle
    )


def _rows(text: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
    return Statement(text).rows(values)


_MEASURES: Mapping[str, Callable[[Condition, datetime], list[Tally]]] = {
    STANDING: _standing,
    MOVED: _moved,
    FLOW: _flow,
    WAITING: _waiting,
    LIMITS: _limits,
    PLACES: _places,
}
