"""The board of a desk: the open matters of the posts that somebody holds, in groups with counts, the most urgent first.

Counts and lists are of what the scope shows, each by one statement over the index of owners.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from yunhe.access.scope import Scope
from yunhe.mechanisms.awaiting import RETURNED, THEIRS, WAITS_FOR_UNITS
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access.filtering import Condition, condition, owned
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.matters.saying import SOON
from yunhe.server.statement import Row, Statement
from yunhe.types import Json

PAGE = 50
MOST_PAGES = 400
LATE, TODAY, SOON_DUE, UNREAD, PAUSED, ALL = "late", "today", "soon", "unread", "paused", ""
DUE = (LATE, TODAY, SOON_DUE, PAUSED)
BACK, WAITING, ASKED = "back", "waiting", "asked"
MARKED = {BACK: (RETURNED,), WAITING: (WAITS_FOR_UNITS,), ASKED: THEIRS}
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
    """The groups of each post: what is due by the index of desks alone, what is unread by the rows."""
    edges = Edges.at(now)
    return [_counts(post, person, owned(scope, post), edges) for post in posts]


def _counts(post: str, person: str, seen: Condition, edges: Edges) -> Counts:
    groups = [edges.group(name) for name in DUE]
    sums = ", ".join(f"COALESCE(SUM(CASE WHEN {group.text} THEN 1 ELSE 0 END), 0)" for group in groups)
    text = f"SELECT COUNT(*), {sums} FROM matters_matter m WHERE m.owner = %s AND {_OPEN} AND {seen.text}"
    values = [value for group in groups for value in group.values]
    found = Statement(text).rows((*values, post, *seen.values))[0]
    read = (
        f"SELECT COUNT(*) FROM matters_matter m {_SEEN} WHERE m.owner = %s AND {_OPEN} AND {_IS_UNREAD} AND {seen.text}"
    )
    unread = Statement(read).rows((person, post, *seen.values))[0][0]
    return Counts(post, {**dict(zip((ALL, *DUE), map(int, found), strict=True)), UNREAD: int(unread)})


def marked(posts: Sequence[str], scope: Scope) -> dict[str, dict[str, int]]:
    """Of each post how many came back, wait for co-units, and ask something of it though others own them."""
    found = {post: dict.fromkeys(MARKED, 0) for post in posts}
    if not posts:
        return found
    seen, among = condition(scope), ", ".join(["%s"] * len(posts))
    text = (
        "SELECT k.post, k.what, COUNT(*) FROM matters_mark k JOIN matters_matter m ON m.number = k.number "
        f"WHERE k.post IN ({among}) AND {_OPEN} AND {seen.text} GROUP BY k.post, k.what"
    )
    for post, what, count in Statement(text).rows((*posts, *seen.values)):
        for group, whats in MARKED.items():
            found[post][group] += int(count) if what in whats else 0
    return found


def urgent(posts: Sequence[str], scope: Scope, now: datetime) -> int:
    """How many are overdue, due today or asked of a post: the number in the frame of every page."""
    tonight, count = kept_instant(Edges.at(now).tonight), 0
    for post in posts:
        seen = owned(scope, post)
        text = f"SELECT COUNT(*) FROM matters_matter m WHERE m.owner = %s AND {_OPEN} AND m.due <= %s AND {seen.text}"
        count += int(Statement(text).rows((post, tonight, *seen.values))[0][0])
    return count + sum(groups[ASKED] for groups in marked(posts, scope).values())


def items(
    posts: Sequence[str], person: str, scope: Scope, now: datetime, group: str = ALL, page: int = 1
) -> list[Item]:
    """A page of the board, one more than fits when there is another page."""
    until = page * PAGE + 1
    if group in MARKED:
        found = _marked(posts, scope, MARKED[group], until)
    else:
        edges = Edges.at(now)
        found = sorted(row for post in posts for row in _owned(post, person, owned(scope, post), edges, group, until))
    return list(_items([number for _, _, number in found[until - PAGE - 1 : until]], person))


def _owned(
    post: str, person: str, seen: Condition, edges: Edges, group: str, until: int
) -> list[tuple[bool, str, str]]:
    """The first so many of a post in the order of the index of desks; paused ones behind the others."""
    read, whose = (f" {_SEEN}", (person,)) if group == UNREAD else ("", ())
    wanted, found = edges.group(group), list[tuple[bool, str, str]]()
    for paused in (False, True):
        due = "m.due IS NULL" if paused else "m.due IS NOT NULL"
        text = (
            f"SELECT CAST(m.due AS text), m.number FROM matters_matter m{read} WHERE m.owner = %s AND {_OPEN} "
            f"AND {due} AND {wanted.text} AND {seen.text} ORDER BY m.due, m.number LIMIT %s"
        )
        if until > len(found):
            rows = Statement(text).rows((*whose, post, *wanted.values, *seen.values, until - len(found)))
            found += [(paused, str(due or ""), str(number)) for due, number in rows]
    return found


def _marked(posts: Sequence[str], scope: Scope, whats: Sequence[str], until: int) -> list[tuple[bool, str, str]]:
    """The first so many that bear a mark for one of the posts."""
    if not posts:
        return []
    seen, among, which = condition(scope), ", ".join(["%s"] * len(posts)), ", ".join(["%s"] * len(whats))
    text = (
        "SELECT DISTINCT m.due IS NULL, CAST(m.due AS text), m.number FROM matters_mark k "
        f"JOIN matters_matter m ON m.number = k.number WHERE k.post IN ({among}) AND k.what IN ({which}) AND {_OPEN} "
        f"AND {seen.text} ORDER BY 1, 2, 3 LIMIT %s"
    )
    rows = Statement(text).rows((*posts, *whats, *seen.values, until))
    return [(bool(paused), str(due or ""), str(number)) for paused, due, number in rows]


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
