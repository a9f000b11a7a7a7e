"""The numbers of the dashboard: what is red and why, by mechanism and unit, what moved since yesterday.

Rows keep a fixed order, that of the definitions and of the list of units: nothing here ranks people or units.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from yunhe.access.posts import is_post, unit_of
from yunhe.access.scope import Scope
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.matters.selection import Row, Selection
from yunhe.server.statement import Statement
from yunhe.server.statistics.asking import ask
from yunhe.server.statistics.counting import MOVES
from yunhe.server.statistics.tally import LIGHTS, MOVED, PLACES, STANDING, Counted, earliest

LONGEST = 10
MOST_RED = 12


class Line(NamedTuple):
    """The open matters of one thing by light, in the order of LIGHTS."""

    name: str
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.numbers)


class Red(NamedTuple):
    """Overdue matters of a mechanism that wait in one state for one unit, the first since when."""

    mechanism: str
    state: str
    unit: str
    number: int
    since: datetime


class Overdue(NamedTuple):
    """A matter that is overdue, and the limit that has run out."""

    row: Row
    clock: str

    def days(self, now: datetime) -> int:
        """How many days ago it ran out."""
        return (now - self.row.due).days if self.row.due else 0


def standing(scope: Scope, now: datetime) -> Counted:
    """Open matters by mechanism, state, light and post."""
    return ask(STANDING, scope, now)


def moved(scope: Scope, now: datetime) -> tuple[Counted, dict[str, int]]:
    """In how many matters something happened since yesterday, by what."""
    counted = ask(MOVED, scope, now)
    by = counted.by("what")
    return counted, {name: by.get((name,), 0) for name in MOVES}


def lines(counted: Counted, name: str, order: Iterable[str] = ()) -> list[Line]:
    """The open matters by light for every value of a field, in the order given; others behind."""
    found: dict[str, list[int]] = {}
    for one in counted.tallies:
        key = whose(one.post) if name == "unit" else str(getattr(one, name))
        found.setdefault(key, [0] * len(LIGHTS))[LIGHTS.index(one.mark)] += one.number
    places = {each: place for place, each in enumerate(order)}
    return [Line(key, tuple(found[key])) for key in sorted(found, key=lambda key: (places.get(key, len(places)), key))]


def whose(post: str) -> str:
    """The unit of a post; 申请人 and systems stand for themselves."""
    return unit_of(post) if is_post(post) else post


def red(counted: Counted) -> list[Red]:
    """What is overdue and where it waits, what waits longest first."""
    found: dict[tuple[str, str, str], tuple[int, str]] = {}
    for one in counted.where(mark="late").tallies:
        key = (one.mechanism, one.what, whose(one.post))
        number, since = found.get(key, (0, ""))
        found[key] = (number + one.number, earliest((since, one.since)))
    made = [Red(*key, number, instant(since)) for key, (number, since) in found.items()]
    return sorted(made, key=lambda one: (one.since, one[:3]))


def longest(scope: Scope, now: datetime) -> list[Overdue]:
    """The matters that are overdue longest, each with the limit that has run out."""
    rows = Selection.of({"light": "late"}).rows(scope, now, 0, LONGEST)
    return [Overdue(row, clock) for row, clock in zip(rows, clocks(rows), strict=True)]


def clocks(rows: Sequence[Row]) -> list[str]:
    """Which limit of each of some matters runs out first."""
    if not rows:
        return []
    marks = ", ".join(["%s"] * len(rows))
    text = f"SELECT number, situation FROM matters_matter WHERE number IN ({marks})"
    kept = {str(number): written for number, written in Statement(text).rows([row.number for row in rows])}
    return [_soonest(Situation.from_json(json.loads(str(kept[row.number])))) for row in rows]


def _soonest(situation: Situation) -> str:
    running = [(clock.due, name) for name, clock in situation.clocks.items() if not clock.paused]
    return min(running)[1] if running and situation.is_open else ""


def of_unit(counted: Counted, unit: str) -> Counted:
    """The tallies of what waits for a unit."""
    return counted._replace(tallies=tuple(one for one in counted.tallies if whose(one.post) == unit))


def of_place(scope: Scope, now: datetime, code: str) -> Counted:
    """The open matters of a subdistrict by mechanism and light."""
    return ask(PLACES, scope, now).where(post=f"街道:{code}")


def held(unit: str, at: datetime) -> list[tuple[str, int]]:
    """The posts of a unit that are held at an instant, and by how many; who they are is nobody's business here."""
    kept = kept_instant(at)
    rows = _HELD.rows((f"{unit}.", f"{unit}/", kept, kept))
    return [(str(post), int(number)) for post, number in rows]


def entries_there(code: str, registers: Sequence[str]) -> list[tuple[str, int]]:
    """How many entries of each of some registers lie in a subdistrict."""
    if not registers:
        return []
    marks = ", ".join(["%s"] * len(registers))
    text = (
        f"SELECT register, COUNT(*) FROM registers_entry WHERE register IN ({marks}) "
        "AND region >= %s AND region < %s AND withdrawn IS NULL GROUP BY register ORDER BY register"
    )
    rows = Statement(text).rows((*registers, code, f"{code}:"))
    return [(str(name), int(number)) for name, number in rows]


def about(mechanism: Mechanism) -> str:
    """What a mechanism is, in the words at the head of its file."""
    return _about(mechanism.path) or mechanism.name


@lru_cache(maxsize=512)
def _about(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            first = file.readline().strip()
    except OSError:
        return ""
    return first.removeprefix("# ") if first.startswith("# ") else ""


_HELD = Statement(
    "SELECT post, COUNT(DISTINCT person) FROM access_holding WHERE post >= %s AND post < %s AND since <= %s "
    "AND (until IS NULL OR until > %s) GROUP BY post ORDER BY post"
)
