"""How a matter stands: the fold of its events. Folding knows no definition, no calendar and no clock.

Every event carries under `now` what it changed, due instants included; the situation after it is the situation before
with those entries put in. So a state can always be derived again from the events alone, whatever became of the
definition or of the calendar since.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple, cast

from yunhe.mechanisms.limits import Limit
from yunhe.types import Event, Json

WARNING = "warn"


def written(at: datetime) -> str:
    """An instant as events and situations write it."""
    return _in_utc(at) if at.tzinfo is UTC else at.isoformat()


@lru_cache(maxsize=4096)  # a step writes the same few instants again and again, and limits end at the same midnights
def _in_utc(at: datetime) -> str:
    return at.isoformat()


class Leg(NamedTuple):
    """A stretch of a limit that is over: up to a pause or, without `until`, to its end, from where it was prolonged."""

    origin: datetime
    limit: Limit
    until: datetime | None

    def to_json(self) -> list[Json]:
        return [written(self.origin), str(self.limit), written(self.until) if self.until else None]

    @classmethod
    def from_json(cls, made: Any) -> "Leg":
        origin, limit, until = made
        return cls(datetime.fromisoformat(origin), Limit.read(limit), until and datetime.fromisoformat(until))


class Running(NamedTuple):
    """A time limit at work. `origin` and `limit` are what `due` was counted from; `left` is what a pause has kept.

    `steps` are the instants at which something happens by itself: `warn`, then `0`, `1` … for the escalations; `fired`
    those that have happened. `run` counts how often this clock was started in the life of the matter.
    `earlier` are its stretches from the first that hangs on an unpublished year, to be counted again when that year is
    there; `basis` who has set `due` when it was not counted here: the system that is the home of the matter.
    """

    origin: datetime
    limit: Limit
    due: datetime
    provisional: bool
    run: int
    extended: int
    steps: Mapping[str, datetime]
    fired: tuple[str, ...] = ()
    paused: datetime | None = None
    left: Limit | None = None
    earlier: tuple[Leg, ...] = ()
    basis: str = ""

    def pending(self) -> list[tuple[datetime, str]]:
        """What will happen by itself, soonest first; nothing while paused."""
        if self.paused:
            return []
        return sorted((at, step) for step, at in self.steps.items() if step not in self.fired)

    def to_json(self) -> dict[str, Json]:
        made: dict[str, Json] = {
            "from": written(self.origin),
            "limit": str(self.limit),
            "due": written(self.due),
            "run": self.run,
            "steps": {step: written(at) for step, at in self.steps.items()},
        }
        if self.provisional:
            made["provisional"] = True
        if self.extended:
            made["extended"] = self.extended
        if self.fired:
            made["fired"] = list(self.fired)
        if self.paused:
            made["paused"] = written(self.paused)
        if self.left:
            made["left"] = str(self.left)
        if self.earlier:
            made["earlier"] = [leg.to_json() for leg in self.earlier]
        if self.basis:
            made["basis"] = self.basis
        return made

    @classmethod
    def from_json(cls, made: Any) -> "Running":
        instant = datetime.fromisoformat
        return cls(
            instant(made["from"]),
            Limit.read(made["limit"]),
            instant(made["due"]),
            made.get("provisional", False),
            made["run"],
            made.get("extended", 0),
            {step: instant(at) for step, at in made["steps"].items()},
            tuple(made.get("fired", ())),
            instant(made["paused"]) if "paused" in made else None,
            Limit.read(made["left"]) if "left" in made else None,
            tuple(map(Leg.from_json, made["earlier"])) if "earlier" in made else (),
            made.get("basis", ""),
        )


class Situation(NamedTuple):
    """Where a matter stands. `outcome` is None as long as it is open; `trail` are the open states it came through."""

    subject: str
    mechanism: str
    version: str
    digest: str = ""
    number: int = 0
    state: str = ""
    owner: str = ""
    opened: str = ""
    entered: str = ""
    changed: str = ""
    outcome: str | None = None
    parent: str = ""
    store: str = "公共"
    simulated: bool = False
    upstream: str = ""  # the case number in the system that is the home of the matter
    lent: str = ""  # the post that has delegated and waits for the answer
    merged_into: str = ""
    values: Mapping[str, Json] = {}
    units: Mapping[str, Json] = {}
    clocks: Mapping[str, Running] = {}
    runs: Mapping[str, Json] = {}
    taken: Mapping[str, Json] = {}
    joint: Mapping[str, Json] = {}  # co-unit → has answered
    children: Mapping[str, Json] = {}  # sub-matter → is done
    links: Mapping[str, Json] = {}  # other matter → why
    signed: Mapping[str, Json] = {}  # post → agrees
    signers: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    asked: Mapping[str, Json] | None = None  # an extension that waits for approval
    undo: Mapping[str, Json] | None = None  # what 撤回 would put back
    automatic: Mapping[str, Any] | None = None  # the move that the machine made alone, and nobody has decided since
    returned: bool = False  # it is back where it had been, because somebody sent it back or refused
    in_turn: bool = False  # its signers sign one after the other

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def is_merged(self) -> bool:
        return bool(self.merged_into)

    @property
    def due(self) -> datetime | None:
        """The soonest instant at which a limit of this matter runs out; None when closed or all limits pause."""
        running = [clock.due for clock in self.clocks.values() if not clock.paused]
        return min(running, default=None)

    @property
    def wakes(self) -> datetime | None:
        """The soonest instant at which something happens by itself."""
        waiting = [clock for clock in self.clocks.values() if not clock.paused]
        steps = [at for clock in waiting for step, at in clock.steps.items() if step not in clock.fired]
        return min(steps, default=None)

    def pending(self) -> list[tuple[datetime, str, int, str]]:
        """All that will happen by itself, soonest first: instant, clock, run, step."""
        found = [(at, name, clock.run, step) for name, clock in self.clocks.items() for at, step in clock.pending()]
        return sorted(found)

    def to_json(self) -> dict[str, Json]:
        """The situation as JSON, without what is empty."""
        made: dict[str, Any] = {key: value for key, value in zip(self._fields, self, strict=True) if value}
        made["number"] = self.number
        for key in _LISTS:
            if key in made:
                made[key] = list(made[key])
        clocks = made.pop("clocks", {})
        if clocks:
            made["clocks"] = {name: clock.to_json() for name, clock in clocks.items()}
        return made

    @classmethod
    def from_json(cls, made: Mapping[str, Any]) -> "Situation":
        given = dict(made)
        for key in _LISTS:
            if key in given:
                given[key] = tuple(given[key])
        given["clocks"] = {name: Running.from_json(clock) for name, clock in given.get("clocks", {}).items()}
        return cls(**given)


_LISTS = ("signers", "trail")
_MERGED = frozenset(("values", "units", "runs", "taken", "joint", "children", "links", "signed"))
_PLAIN = frozenset(Situation._fields) - {"clocks"} - _MERGED - set(_LISTS) - {"subject", "number", "changed"}
_NOT_TAKEN_BACK = frozenset(("runs", "undo"))


def fold(before: Situation, event: Event) -> Situation:
    """The situation after an event; refuses an event of another matter or out of turn (a defect, not an input).

    `undo: true` says that the step may be taken back; what that would put back is told by the situation before.
    """
    if event.subject != before.subject or event.number != before.number + 1:
        raise ValueError(f"event {event.subject}#{event.number} does not follow {before.subject}#{before.number}")
    now = cast("Mapping[str, Any]", event.body.get("now", {}))
    changes: dict[str, Any] = {"number": event.number, "changed": written(event.at)}
    for key, value in now.items():
        if key == "undo":
            changes[key] = _undoing(before, event, now) if value is True else value
        elif key in _PLAIN:
            changes[key] = value
        elif key in _LISTS:
            changes[key] = tuple(value)
        elif key == "clocks":
            running = {name: clock and Running.from_json(clock) for name, clock in value.items()}
            changes[key] = _merged(before.clocks, running)
        elif key in _MERGED:
            changes[key] = _merged(getattr(before, key), value) if value is not None else {}
        else:
            raise ValueError(f"event {event.subject}#{event.number} changes the unknown “{key}”")
    return before._replace(**changes)


def _undoing(before: Situation, event: Event, now: Mapping[str, Any]) -> dict[str, Json]:
    """What 撤回 puts back, and who may ask for it."""
    return {"by": event.actor, "number": event.number, "put": inverse(before, now)}


def _merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The entries before with the changed ones put in; None takes an entry out."""
    return {key: value for key, value in {**before, **changes}.items() if value is not None}


def inverse(before: Situation, now: Mapping[str, Any]) -> dict[str, Json]:
    """The changes that would put back what `now` changes; how often a clock was started is not taken back."""
    back: dict[str, Json] = {}
    for key, value in now.items():
        if key in _NOT_TAKEN_BACK:
            continue
        was = getattr(before, key)
        if key == "clocks":
            back[key] = {name: was[name].to_json() if name in was else None for name in value}
        elif key in _MERGED:
            back[key] = dict(was) if value is None else {entry: was.get(entry) for entry in value}
        else:
            back[key] = list(was) if key in _LISTS else was
    return back


def walk(events: Iterable[Event]) -> Situation:
    """The situation after all the events of a matter, from its opening on."""
    events = iter(events)
    first = next(events)
    if first.kind != "opened" or first.number != 1:
        raise ValueError(f"the history of {first.subject} does not begin with its opening")
    now = cast("Mapping[str, Any]", first.body["now"])
    situation = fold(Situation(first.subject, now["mechanism"], now["version"]), first)
    for event in events:
        situation = fold(situation, event)
    return situation
