"""Holdings 任职: who holds a post and when, folded from the events of the post (`post:区住建局.承办岗`).

A person is a staff key (工号), never a name. A holding begins and ends at an instant; a deputy (代理) stands in for
somebody who holds the post, until a given instant and never longer than that person does. Nothing is taken out of the
history: a slip is struck by a further event.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from yunhe.types import Event, Json

SUBJECT = "post:"
APPOINTED, RELIEVED, DEPUTISED, RETURNED, STRUCK = "appointed", "relieved", "deputised", "returned", "struck"
WORDS: Mapping[str, str] = {
    APPOINTED: "任职",
    RELIEVED: "免职",
    DEPUTISED: "代理",
    RETURNED: "收回代理",
    STRUCK: "更正",
}


class Holding(NamedTuple):
    """Somebody in a post since an event `number`; `of` is whom they stand in for, empty when the post is theirs."""

    post: str
    number: int
    person: str
    since: datetime
    until: datetime | None
    of: str = ""
    basis: str = ""

    def holds_at(self, at: datetime) -> bool:
        """Whether it is effective at an instant; its end does not count any more."""
        return self.since <= at and (self.until is None or at < self.until)

    def meets(self, since: datetime, until: datetime | None) -> bool:
        """Whether it overlaps a stretch of time."""
        return (until is None or self.since < until) and (self.until is None or since < self.until)

    def ending(self, at: datetime) -> "Holding":
        """The same, ending no later than an instant."""
        return self._replace(until=at if self.until is None else min(at, self.until))


def subject_of(post: str) -> str:
    """The subject of the ledger under which the events of a post stand."""
    return f"{SUBJECT}{post}"


def post_of(subject: str) -> str:
    """The post whose events stand under a subject."""
    return subject.removeprefix(SUBJECT)


def fold(events: Iterable[Event]) -> tuple[Holding, ...]:
    """All holdings of a post, deputies bounded by whom they stand in for; empty stretches are left out."""
    kept: dict[int, Holding] = {}
    for event in events:
        _put(kept, event)
    bounded = (_bounded(holding, kept) for holding in kept.values())
    return tuple(holding for holding in bounded if holding and (holding.until is None or holding.since < holding.until))


def _put(kept: dict[int, Holding], event: Event) -> None:
    """What one event changes."""
    body = event.body
    if event.kind in (APPOINTED, DEPUTISED):
        until = body.get("until")
        kept[event.number] = Holding(
            post_of(event.subject),
            event.number,
            str(body["who"]),
            _instant(body["since"]),
            _instant(until) if until else None,
            str(body.get("of") or ""),
            str(body.get("basis") or ""),
        )
        return
    number = _number(body["event"])
    if event.kind == STRUCK:
        kept.pop(number, None)
    elif number in kept:
        kept[number] = kept[number].ending(_instant(body["at"]))


def _bounded(holding: Holding, kept: Mapping[int, Holding]) -> Holding | None:
    """A deputy's holding within the holdings of whom they stand in for; None when there is none any more."""
    if not holding.of:
        return holding
    own = [
        each
        for each in kept.values()
        if each.person == holding.of and not each.of and each.meets(holding.since, holding.until)
    ]
    if not own:
        return None
    first = max(own, key=lambda each: each.number)
    since = max(holding.since, first.since)
    return (holding if first.until is None else holding.ending(first.until))._replace(since=since)


def _instant(written: Json) -> datetime:
    return datetime.fromisoformat(str(written)).astimezone(UTC)


def _number(written: Json) -> int:
    assert isinstance(written, int)
    return written
