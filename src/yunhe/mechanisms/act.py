"""What somebody wants to do with a matter, and the two answers: an Event, or a refusal that says why and what to do."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from yunhe.mechanisms.situation import Situation
from yunhe.types import Event, Json

Change = dict[str, Any]  # what an event puts under `now`


class Act(NamedTuple):
    """One wish: the action or act by its name, the post and person behind it, when, and what comes with it.

    `given` holds fields, evidence and opinions by name; `to` a post, a state or another matter; `units` the units that
    the action assigns; `joint` co-units; `clock` the limit an extension is about; `agree` the answer of a signature;
    `since` the instant from which limits count when that was before it was written down (received, upstream); `due` the
    instant at which a mirrored limit runs out where the home of the matter says so; `through` how somebody came to act
    for another: a deputy, or a clerk who takes down what an applicant wants.
    """

    name: str
    actor: str
    at: datetime
    person: str = ""
    given: Mapping[str, Json] = {}
    to: str = ""
    units: Mapping[str, str] = {}
    joint: tuple[str, ...] = ()
    clock: str = ""
    agree: bool = True
    since: datetime | None = None
    due: datetime | None = None
    through: Mapping[str, Json] = {}

    @property
    def counts_from(self) -> datetime:
        return self.since or self.at

    def in_utc(self) -> "Act":
        """The same with its instants as the ledger writes them, so that a fold gives the same texts again."""
        if self.at.tzinfo is UTC and self.since is None and self.due is None:
            return self
        return self._replace(at=self.at.astimezone(UTC), since=_utc(self.since), due=_utc(self.due))


def _utc(instant: datetime | None) -> datetime | None:
    return instant and instant.astimezone(UTC)


class Refused(NamedTuple):
    """Why something is not done, and what would help. A value, not an exception: refusing is ordinary work."""

    because: str
    remedy: str = ""

    def __str__(self) -> str:
        return self.because + (f" → {self.remedy}" if self.remedy else "")


def event_of(kind: str, situation: Situation, act: Act, now: Change, **said: Json) -> Event:
    """The event of an act: its name, what was said with it, and under `now` what it changes."""
    body: dict[str, Json] = {"do": act.name}
    if act.given:
        body["given"] = dict(act.given)
    body.update((key, value) for key, value in said.items() if value not in ("", None, [], {}))
    if act.through:
        body["through"] = dict(act.through)
    body["now"] = now
    return Event(situation.subject, situation.number + 1, act.at, kind, act.actor, act.person, body)
