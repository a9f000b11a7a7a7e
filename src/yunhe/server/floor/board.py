"""The board of a desk: the open matters of the posts that somebody holds, in groups with counts, the most urgent first.

Counts and lists are of what the scope shows, each by one statement over the index of owners.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from yunhe.access.scope import Scope
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access.filtering import Condition, condition
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.matters.saying import SOON
from yunhe.server.statement import Row, Statement
from yunhe.types import Json

PAGE = 50
MOST_PAGES = 400
LATE, TODAY, SOON_DUE, UNREAD, PAUSED, ALL = "late", "today", "soon", "unread", "paused", ""
TITLES = ("标题", "事项", "任务", "名称", "项目", "问题")
TITLE_KINDS = ("text", "long_text", "address", "ref")
LONGEST_TITLE = 60
_SEEN = "LEFT JOIN floor_seen s ON s.person = %s AND s.number = m.number"
_IS_UNREAD = "(s.event IS NULL OR s.event < m.last)"
_OPEN = "m.outcome IS NULL"
_FROM = (
    "(SELECT e.actor FROM ledger_event e WHERE e.subject = m.number AND e.actor NOT IN (m.owner, '系统') "
    "ORDER BY e.number DESC LIMIT 1)"
)
_DETAIL = "m.number, m.mechanism, m.version, m.state, m.owner, CAST(m.due AS text), m.simulated, m.last, m.situation"


class Edges(NamedTuple):
    """The instants between the groups."""

    now: datetime
    tonight: datetime
    soon: datetime

    @classmethod
    def at(cls, now: datetime) -> "Edges":
        """Of a desk at an instant: today ends at 24:00 in China."""
        day = now.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(now, day + timedelta(days=1), now + SOON)

    def group(self, name: str) -> Condition:
        """The condition of a group."""
        now, tonight, soon = map(kept_instant, self)
        match name:
            case "late":
                return Condition("m.due <= %s", (now,))
            case "today":
                return Condition("m.due > %s AND m.due <= %s", (now, tonight))
            case "soon":
                return Condition("m.due > %s AND m.due <= %s", (tonight, soon))
            case "paused":
                return Condition("m.due IS NULL")
            case "unread":
                return Condition(_IS_UNREAD)
            case _:
                return Condition("1 = 1")


@dataclass(frozen=True)
class Counts:
    """How many there are of each group in a post."""

    post: str
    groups: Mapping[str, int]


@dataclass(frozen=True)
class Item:
    """One matter on the board."""

    number: str
    mechanism: str
    version: str
    state: str
    owner: str
    due: datetime | None
    simulated: bool
    unread: bool
    sender: str
    values: Mapping[str, Json]

    def title(self, mechanism: Mechanism | None) -> str:
        """What it is about, by the field that says it best."""
        return title_of(mechanism, self.values)

    @property
    def outcome(self) -> None:
        """Open, as all that is on a board."""
        return None


def title_of(mechanism: Mechanism | None, values: Mapping[str, Json]) -> str:
    """The first open text of a matter, by the names that titles usually have."""
    if mechanism is None:
        return ""
    fields = [field for field in mechanism.fields.values() if field.kind in TITLE_KINDS and not field.is_personal]
    fields.sort(key=lambda field: next((at for at, name in enumerate(TITLES) if name in field.name), len(TITLES)))
    for field in fields:
        value = values.get(field.name)
        if value and not is_sealed(value):
            text = " ".join(str(value).split())
            return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"
    return ""


def counts(posts: Sequence[str], person: str, scope: Scope, now: datetime) -> list[Counts]:
    """The groups of each post."""
    if not posts:
        return []
    edges, seen = Edges.at(now), condition(scope)
    names = (LATE, TODAY, SOON_DUE, UNREAD, PAUSED)
    groups = [edges.group(name) for name in names]
    sums = ", ".join(f"SUM(CASE WHEN {group.text} THEN 1 ELSE 0 END)" for group in groups)
    text = (
        f"SELECT m.owner, COUNT(*), {sums} FROM matters_matter m {_SEEN} "
        f"WHERE {_among(posts)} AND {_OPEN} AND {seen.text} GROUP BY m.owner"
    )
    values = [value for group in groups for value in group.values]
    found = {row[0]: row[1:] for row in Statement(text).rows((*values, person, *posts, *seen.values))}
    return [_counts(post, (ALL, *names), found.get(post)) for post in posts]


def _counts(post: str, names: Sequence[str], row: Row | None) -> Counts:
    return Counts(post, dict(zip(names, map(int, row), strict=True)) if row else dict.fromkeys(names, 0))


def urgent(posts: Sequence[str], scope: Scope, now: datetime) -> int:
    """How many are overdue or due today: the number in the frame of every page."""
    if not posts:
        return 0
    seen, tonight = condition(scope), kept_instant(Edges.at(now).tonight)
    text = f"SELECT COUNT(*) FROM matters_matter m WHERE {_among(posts)} AND {_OPEN} AND m.due <= %s AND {seen.text}"
    return int(Statement(text).rows((*posts, tonight, *seen.values))[0][0])


def items(
    posts: Sequence[str], person: str, scope: Scope, now: datetime, group: str = ALL, page: int = 1
) -> list[Item]:
    """A page of the board, one more than fits when there is another page."""
    if not posts:
        return []
    seen, wanted = condition(scope), Edges.at(now).group(group)
    text = (
        f"SELECT m.number FROM matters_matter m {_SEEN if group == UNREAD else ''} WHERE {_among(posts)} AND {_OPEN} "
        f"AND {wanted.text} AND {seen.text} ORDER BY m.due IS NULL, m.due, m.number LIMIT %s OFFSET %s"
    )
    whose = (person,) if group == UNREAD else ()
    values = (*whose, *posts, *wanted.values, *seen.values, PAGE + 1, (page - 1) * PAGE)
    return list(_items([str(number) for (number,) in Statement(text).rows(values)], person))


def of_numbers(numbers: Sequence[str], person: str, scope: Scope) -> list[Item]:
    """Those of some matters that a scope shows, in the order asked for."""
    if not numbers:
        return []
    seen, among = condition(scope), ", ".join(["%s"] * len(numbers))
    text = f"SELECT m.number FROM matters_matter m WHERE m.number IN ({among}) AND {seen.text}"
    found = {str(number) for (number,) in Statement(text).rows((*numbers, *seen.values))}
    return list(_items([number for number in numbers if number in found], person))


def _items(numbers: Sequence[str], person: str) -> Iterator[Item]:
    if not numbers:
        return
    among = ", ".join(["%s"] * len(numbers))
    text = f"SELECT {_DETAIL}, s.event, {_FROM} FROM matters_matter m {_SEEN} WHERE m.number IN ({among})"
    found = {row[0]: row for row in Statement(text).rows((person, *numbers))}
    for number in numbers:
        if number in found:
            yield _item(found[number])


def _item(row: Row) -> Item:
    number, mechanism, version, state, owner, due, simulated, last, situation, event, sender = row
    at = instant(str(due)) if due else None
    values = json.loads(situation).get("values", {})
    unread = event is None or event < last
    return Item(number, mechanism, version, state, owner, at, bool(simulated), unread, sender or "", values)


def _among(posts: Sequence[str]) -> str:
    return f"m.owner IN ({', '.join(['%s'] * len(posts))})"
