"""A selection of matters: which ones of a scope, in what order, as the address of a list says it.

Selection.of({"mechanism": "信访", "light": "late", "sort": "due"})
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from yunhe.access.scope import Scope
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access.filtering import Condition
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.matters.saying import SOON
from yunhe.server.statement import Statement
from yunhe.server.statistics import asking
from yunhe.server.statistics.counting import MOVES
from yunhe.server.statistics.tally import LIGHTS

DONE = "done"
OPEN = "open"
SORTS: Mapping[str, str] = {
    "due": "m.due",
    "opened": "m.opened",
    "changed": "m.changed",
    "number": "m.number",
    "mechanism": "m.mechanism",
    "state": "m.state",
    "owner": "m.owner",
}
FARTHEST = 10_000  # rows that can be paged to and written out
COUNTED = 1_000
_LONGEST = 100
_COLUMNS = (
    "m.number, m.mechanism, m.state, m.owner, m.outcome, CAST(m.due AS text), CAST(m.opened AS text), "
    "CAST(m.changed AS text), m.simulated"
)


class Row(NamedTuple):
    """One matter of a selection."""

    number: str
    mechanism: str
    state: str
    owner: str
    outcome: str | None
    due: datetime | None
    opened: datetime
    changed: datetime
    simulated: bool

    def light(self, now: datetime) -> str:
        """How it stands against its limit."""
        if self.outcome is not None:
            return DONE
        if self.due is None:
            return "paused"
        return "late" if self.due <= now else "soon" if self.due - now <= SOON else "ok"


class Selection(NamedTuple):
    """What is asked for; empty is no bound. `whose` is a post or 申请人.

    `moved` names something that happened in matters since `since`.
    """

    mechanism: str = ""
    unit: str = ""
    whose: str = ""
    subdistrict: str = ""
    light: str = ""
    state: str = ""
    outcome: str = ""
    moved: str = ""
    since: str = ""
    opened_from: str = ""
    opened_to: str = ""
    closed_from: str = ""
    closed_to: str = ""
    sort: str = "due"
    down: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Selection":
        """As an address says it; what cannot be meant is left out."""
        kept = {name: str(given.get(name, "")).strip()[:_LONGEST] for name in cls._fields}
        for name in ("since", "opened_from", "opened_to", "closed_from", "closed_to"):
            kept[name] = kept[name] if _day(kept[name]) else ""
        for name, allowed in (("light", (*LIGHTS, DONE, OPEN)), ("moved", tuple(MOVES)), ("sort", tuple(SORTS))):
            kept[name] = kept[name] if kept[name] in allowed else ""
        made = cls(**kept)
        if not made.bounds:
            made = made._replace(light=OPEN)
        if made.sort:
            return made
        by_limit = made.light in (OPEN, *LIGHTS)
        return made._replace(sort="due" if by_limit else "opened", down="" if by_limit else "1")

    @property
    def bounds(self) -> dict[str, str]:
        """What bounds it, by name."""
        return {name: value for name, value in self._asdict().items() if value and name not in ("sort", "down")}

    @property
    def asked(self) -> dict[str, str]:
        """All that an address must say to ask for it again."""
        return {name: value for name, value in self._asdict().items() if value}

    def rows(self, scope: Scope, now: datetime, offset: int = 0, limit: int = 50) -> list[Row]:
        """The matters of it that a scope shows, in its order; those without a limit last."""
        if self.sort != "due" or self.down or self.light != OPEN:
            return self._rows(scope, now, (), offset, limit)
        found = self._rows(scope, now, ("m.due IS NOT NULL",), offset, limit)
        if len(found) < limit:
            running = offset + len(found) if found else self._count(scope, now, ("m.due IS NOT NULL",), FARTHEST)
            found += self._rows(scope, now, ("m.due IS NULL",), max(offset - running, 0), limit - len(found))
        return found

    def _rows(self, scope: Scope, now: datetime, also: tuple[str, ...], offset: int, limit: int) -> list[Row]:
        where = self._where(scope, now, also)
        order = f"{SORTS[self.sort]}{' DESC' if self.down else ''}"
        order += "" if self.sort == "number" else f", m.number{' DESC' if self.down else ''}"
        last = "" if also or self.sort != "due" or self.light in ("late", "soon", "ok") else "m.due IS NULL, "
        text = f"SELECT {_COLUMNS} FROM {where.text} ORDER BY {last}{order} LIMIT %s OFFSET %s"
        return [_row(found) for found in Statement(text).rows((*where.values, limit, offset))]

    def how_many(self, scope: Scope, now: datetime) -> int:
        """How many there are, up to one more than are counted."""
        return self._count(scope, now, ())

    def _count(self, scope: Scope, now: datetime, also: tuple[str, ...], most: int = COUNTED) -> int:
        where = self._where(scope, now, also)
        text = f"SELECT COUNT(*) FROM (SELECT 1 FROM {where.text} LIMIT %s) found"
        return int(Statement(text).rows((*where.values, most + 1))[0][0])

    def _where(self, scope: Scope, now: datetime, also: tuple[str, ...]) -> Condition:
        parts = [asking.rows(scope, self.mechanism), *self._conditions(now), *map(Condition, also)]
        text = " AND ".join(part.text for part in parts)
        return Condition(text, tuple(value for part in parts for value in part.values))

    def _conditions(self, now: datetime) -> Iterator[Condition]:
        for column in ("state", "outcome"):
            if value := getattr(self, column):
                yield Condition(f"m.{column} = %s", (value,))
        if self.unit or self.whose:
            yield Condition("m.outcome IS NULL")  # what is closed is nobody's turn; so the index of desks is used
        if self.whose:
            yield Condition("m.owner = %s", (self.whose,))
        if self.unit:
            yield Condition("m.owner >= %s AND m.owner < %s", (f"{self.unit}.", f"{self.unit}/"))
        if self.subdistrict:
            of_place = "m.number IN (SELECT p.number FROM matters_party p WHERE p.party = %s)"
            yield Condition(of_place, (f"街道:{self.subdistrict}",))
        yield from _of_light(self, now)
        if self.moved:
            yield _moved(self.moved, _begins(self.since) or now - timedelta(days=1), now)
        yield from _opened(self)
        if self.closed_from or self.closed_to:
            begins, ends = _begins(self.closed_from), _ends(self.closed_to)
            yield Condition("m.outcome IS NOT NULL")
            yield _moved("closed", begins or (ends or now) - timedelta(days=31), ends or now)


def _of_light(one: Selection, now: datetime) -> Iterator[Condition]:
    soon = now + SOON
    is_open = "m.outcome IS NULL AND m.due IS NOT NULL AND "
    if one.light == DONE:
        yield Condition("m.outcome IS NOT NULL")
    elif one.light == "paused":
        yield Condition("m.outcome IS NULL AND m.due IS NULL")
    elif one.light == "late":
        yield Condition(f"{is_open}m.due <= %s", (kept_instant(now),))
    elif one.light == "soon":
        yield Condition(f"{is_open}m.due > %s AND m.due <= %s", (kept_instant(now), kept_instant(soon)))
    elif one.light == "ok":
        yield Condition(f"{is_open}m.due > %s", (kept_instant(soon),))
    elif one.light == OPEN:
        yield Condition("m.outcome IS NULL")


def _moved(what: str, since: datetime, until: datetime) -> Condition:
    text = f"m.number IN (SELECT e.subject FROM ledger_event e WHERE {MOVES[what]} AND e.at >= %s AND e.at <= %s)"
    return Condition(text, (kept_instant(since), kept_instant(until)))


def _opened(one: Selection) -> Iterator[Condition]:
    if begins := _begins(one.opened_from):
        yield Condition("m.opened >= %s", (kept_instant(begins),))
    if ends := _ends(one.opened_to):
        yield Condition("m.opened < %s", (kept_instant(ends),))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _begins(written: str) -> datetime | None:
    day = _day(written)
    return datetime.combine(day, time(), CHINA) if day else None


def _ends(written: str) -> datetime | None:
    begins = _begins(written)
    return begins and begins + timedelta(days=1)


def _row(found: tuple[object, ...]) -> Row:
    number, mechanism, state, owner, outcome, due, opened, changed, simulated = found
    return Row(
        str(number), str(mechanism), str(state), str(owner), None if outcome is None else str(outcome),
        None if due is None else instant(str(due)), instant(str(opened)), instant(str(changed)), bool(simulated),
    )  # fmt: skip
