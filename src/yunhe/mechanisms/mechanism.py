"""A mechanism 机制: the definition of a closed loop. Frozen values; `grammar` reads them, `closed` proves them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from yunhe.definitions.fields import Field
from yunhe.definitions.retention import Retention
from yunhe.definitions.stores import SHARED
from yunhe.errors import Line
from yunhe.mechanisms.counter import Counter
from yunhe.mechanisms.lights import Pace
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.points import Points
from yunhe.mechanisms.requirement import Condition
from yunhe.types import Json

KeptBy = Literal["yunhe", "upstream"]
How = Literal["会签", "或签", "依次"]

APPLICANT = "申请人"
SYSTEM = "系统"
UPSTREAM = "上级系统"
OPENING = "登记"  # as what a matter is opened
OUTSIDE = (APPLICANT, SYSTEM, UPSTREAM)  # actors that are no post of a unit
OURS = "示例口径"  # the basis of what is not public: a default that a district may change
USUAL_WARNING = Decimal("0.8")
OPINIONS = ("理由", "意见", "说明")  # needs that are a text even when no field says so


SIGNERS = "加签"  # the flow under which signers are added and taken off
OFFERED = {"延期": "申请延期"}  # flows whose act is called otherwise


class Escalation(NamedTuple):
    """What happens by itself when a clock has run out: who is told, and where the matter goes if it moves."""

    do: str  # 催办, 督办, 提级, 通知 …
    after: Limit | None  # this long after the due instant; None: at once
    tell: str
    to: str | None = None


class Extension(NamedTuple):
    """How a time limit may be prolonged: by how much, how often, who approves."""

    by: Limit
    times: int
    approval: str
    basis: str = ""


class Clock(NamedTuple):
    """A time limit: of one state, or of a stretch of states that name it; `cases` where a choice sets another one."""

    name: str
    limit: Limit
    basis: str
    last_day_moves: bool
    warn: Decimal  # share of the time after which the owner is warned; 0: never
    extension: Extension | None
    escalations: tuple[Escalation, ...]
    by: str = ""  # the field that chooses
    cases: tuple[tuple[str, Limit], ...] = ()

    @property
    def is_statutory(self) -> bool:
        """Whether a law or a published rule sets it, and not a default of ours."""
        return bool(self.basis) and not self.basis.startswith(OURS)

    def suited(self, values: Mapping[str, Json]) -> "Clock":
        """The clock with the limit that the matter's own choice sets."""
        chosen = dict(self.cases).get(str(values.get(self.by))) if self.by else None
        return self._replace(limit=chosen) if chosen else self


class Action(NamedTuple):
    """What can be done in a state: who may, what it takes, where it leads."""

    name: str
    to: str
    by: tuple[str, ...]  # posts; empty: the owner
    needs: tuple[str, ...]
    assigns: tuple[str, ...]  # units of the matter that this action names
    joint: Limit | None  # the action may name co-units, which answer within this time
    waits: tuple[str, ...]  # 会办 and 子事项 must be done before
    at_most: int  # how often in the life of a matter; 0: any number
    requires: tuple[Condition, ...]  # what its fields must hold, when it is open
    in_time: bool  # only before the limit of the state has run out
    refuses: bool
    line: int
    only_after: tuple[str, ...] = ()  # one of these must have been done before
    remembered: bool = False  # another action asks whether this one was done


class Signing(NamedTuple):
    """A state that is decided by several posts."""

    how: How
    posts: tuple[str, ...]
    agreed: str  # the action taken when they agree
    refused: str  # and when they do not


class Given(NamedTuple):
    """The action by which consent is given: its evidence, the field that says who agrees, how far, on what basis."""

    do: str
    evidence: str
    by: str
    scope: str
    basis: str


class Asked(NamedTuple):
    """The consent a mechanism asks for: to what, whose, before which actions, and what its withdrawal does."""

    purpose: str
    of: str
    before: tuple[str, ...]
    withdraw: str
    given: Given | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A state of a mechanism. `outcome` is set when the matter ends there; such a state has no owner and no limit.

    `outcome_from` is the field that says how it ended.
    """

    name: str
    owner: str
    clocks: tuple[str, ...]
    pauses: tuple[str, ...]
    actions: Mapping[str, Action]
    signing: Signing | None
    flow: tuple[str, ...]
    outcome: str | None
    line: int
    outcome_from: str = ""

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def offers(self) -> list[str]:
        """What can be done here, in the words in which it is asked for."""
        usual = [OFFERED.get(flow, flow) for flow in self.flow if flow != SIGNERS]
        if self.signing is None:
            return [*self.actions, *usual]
        return ["签署", *([SIGNERS, "减签"] if SIGNERS in self.flow else []), *usual]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An example of a definition: what is done in order, and how it ends or where it is refused."""

    name: str
    steps: tuple[Mapping[str, object], ...]
    ends: str | None
    refused_at: str | None
    because: str | None
    line: int
    outcome: str | None = None
    fires: tuple[str, ...] = ()  # what happens by itself, in this order


class Shaped(NamedTuple):
    """Over which shape a mechanism is laid, and what it calls the names and roles of that shape."""

    name: str
    since: date
    path: str
    line: int  # where the mechanism names it
    words: Mapping[str, str]
    owners: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A closed loop as data. `key` is the file's name, `since` the day from which new matters run under it."""

    key: str
    name: str
    since: date
    basis: str
    kept_by: KeptBy
    upstream: str
    store: str
    systems: tuple[str, ...]
    units: Mapping[str, str]
    fields: Mapping[str, Field]
    clocks: Mapping[str, Clock]
    start: str
    stages: Mapping[str, Stage]
    feeds: Mapping[str, str]
    checklist: tuple[str, ...]
    digest: str
    path: str = field(compare=False)
    rehearsals: tuple[Rehearsal, ...] = field(default=(), compare=False)
    retention: Retention | None = None  # no part of the digest: a new one holds for running matters too
    consent: Asked | None = None
    pace: Pace | None = None
    points: Points | None = None
    shaped: Shaped | None = field(default=None, compare=False)
    counter: Counter | None = field(default=None, compare=False)  # no part of the digest, as `retention`

    @property
    def is_guarded(self) -> bool:
        """Whether its matters lie in a store of their own, where free texts and evidence are sealed too."""
        return self.store != SHARED

    def may_be_undone(self, action: Action) -> bool:
        """Whether a slip is taken back: not where the matter ended, nor what a person's record holds of consent."""
        said = {self.consent.withdraw, self.consent.given and self.consent.given.do} if self.consent else ()
        return self.stages[action.to].is_open and action.name not in said

    @property
    def version(self) -> str:
        """The name of this version: the day since when it holds."""
        return self.since.isoformat()

    def own(self, line: int) -> int:
        """A line of the mechanism's own file: where it names its shape, for what is written in the shape."""
        away = isinstance(line, Line) and line.path != self.path
        return self.shaped.line if self.shaped is not None and away else line

    def clock_of(self, name: str) -> Clock | None:
        return self.clocks.get(name)

    def arrows(self) -> Iterator[tuple[str, str, str]]:
        """Every way from a state to a state with what leads there: actions and escalations that move the matter."""
        for stage in self.stages.values():
            for action in stage.actions.values():
                yield stage.name, action.name, action.to
            if not stage.is_open:
                continue
            for name in stage.clocks:
                for escalation in self.clocks[name].escalations:
                    if escalation.to:
                        yield stage.name, escalation.do, escalation.to


def is_text_need(name: str) -> bool:
    """Whether a need that is no field is a text; all others are evidence, a file."""
    return name.endswith((*OPINIONS, "原因", "依据"))
