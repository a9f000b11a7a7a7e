"""Opens matters and does what is to be done with them: one transaction each, events and situation together.

What falls due before an act happens first, in the same transaction; so an act never overtakes a time limit.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import IntegrityError

from yunhe.access.parties import placed
from yunhe.definitions.stores import SHARED
from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.guarding import names_somebody
from yunhe.mechanisms.library import Library
from yunhe.mechanisms.machine import catch_up, decide, is_sealed, open_matter
from yunhe.mechanisms.mechanism import OPENING, SYSTEM, UPSTREAM, Mechanism
from yunhe.mechanisms.situation import Situation, fold, walk
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.ledger import chain
from yunhe.server.matters import consents, marks, notices, numbers, parties, row
from yunhe.server.matters.vaulting import put_away
from yunhe.server.registers import refs
from yunhe.server.statement import together
from yunhe.server.transaction import Writing
from yunhe.types import Event

SPLIT, MERGE, LINK, FINISHED, REASON = "拆分", "并案", "关联", "子事项办结", "理由"


@dataclass
class RefusedError(YunheError):
    """An act was refused; nothing was written."""

    number: str
    refused: Refused

    def __str__(self) -> str:
        return f"{self.number}: {self.refused}"


@dataclass(frozen=True, slots=True)
class Office:
    """What work needs to know: the mechanisms of the district and the working days."""

    library: Library
    calendar: Calendar

    def in_force(self, key: str, at: datetime) -> Mechanism:
        """The version under which a matter begins at an instant."""
        return self.library.in_force(key, at.astimezone(CHINA).date())

    def version_of(self, situation: Situation) -> Mechanism:
        """The version a matter runs under."""
        return self.library.version(situation.mechanism, situation.version, situation.digest)


def open_one(
    office: Office,
    key: str,
    act: Act,
    *,
    upstream: str = "",
    parent: str = "",
    number: str = "",
    simulated: bool = False,
) -> Situation:
    """A new matter under the version in force; raises RefusedError when what is given is not enough."""
    mechanism = office.in_force(key, act.at)
    if mechanism.kept_by == "upstream" and act.actor != UPSTREAM:
        refused = Refused(f"“{mechanism.name}”在{mechanism.upstream}办理", "在那里登记，导出后用 yunhe mirror 导入")
        raise RefusedError(key, refused)
    with Writing():
        _refuse_unknown(mechanism, key, act)
        named = number or numbers.next_number(key, act.at)
        act = guarded(mechanism, named, act)
        consents.require(mechanism, OPENING, act, {})
        event = open_matter(mechanism, named, act, office.calendar, parent, upstream, simulated)
        if isinstance(event, Refused):
            raise RefusedError(key, event)
        event = placed(mechanism, event)
        situation = walk([event])
        with _refusing(named, 0):
            chain.append(named, [event], 0, chain.NOTHING)
            row.insert(situation)
            parties.keep([event])
            marks.keep(None, situation)
            notices.keep([event])
    return situation


def do(office: Office, number: str, act: Act) -> Situation:
    """Do one thing with a matter; raises RefusedError when it may not be done, and then nothing was written."""
    with Writing():
        return do_within(office, number, act)


def do_within(office: Office, number: str, act: Act, *, catching_up: bool = True) -> Situation:
    """The same inside a transaction of the caller; what only notes what happened elsewhere need not catch up first."""
    before, end = row.take(number)
    mechanism = office.version_of(before)
    if mechanism.kept_by == "upstream" and act.actor not in (UPSTREAM, SYSTEM):
        raise RefusedError(number, Refused(f"这件在{mechanism.upstream}办理", "在那里办，导出后用 yunhe mirror 导入"))
    events = list(catch_up(mechanism, before, act.at, office.calendar)) if catching_up else []
    situation = _folded(before, events)
    _refuse_unknown(mechanism, number, act)
    done = guarded(mechanism, number, _named(office, act, situation))
    consents.require(mechanism, act.name, done, situation.values)
    event = decide(mechanism, situation, done, office.calendar)
    if isinstance(event, Refused):
        raise RefusedError(number, event)
    events.append(placed(mechanism, event))
    after = fold(situation, event)
    write(before, after, events, end)
    _consequences(office, before, after, act, done.to)
    consents.note(mechanism, act, after, partial(do_within, office), office.version_of)
    return after


def _refuse_unknown(mechanism: Mechanism, number: str, act: Act) -> None:
    """What leads to an entry of a register leads to one that is there."""
    unknown = refs.first_unknown(mechanism.fields, act.given)
    if unknown:
        raise RefusedError(number, Refused(f"“{unknown.field}”：{unknown.problem}", unknown.remedy))


def guarded(mechanism: Mechanism, number: str, act: Act) -> Act:
    """The act with what may name somebody put away: events get only digests (个人信息保护法 第五十一条)."""
    refused = names_somebody(mechanism, act.given)
    if refused:
        raise RefusedError(number, refused)
    return act._replace(given=put_away(mechanism, number, act.given)) if act.given else act


def write(before: Situation, after: Situation, events: Sequence[Event], end: chain.Head | None = None) -> None:
    """Append events behind the end of the chain, put the row where they lead, keep what they tell."""
    end = end or chain.head(after.subject)
    with _refusing(after.subject, before.number):
        chain.append(after.subject, events, before.number, end)
        row.update(before, after)
        parties.keep(events, before)
        marks.keep(before, after)
        notices.keep(events)


@contextmanager
def _refusing(number: str, last: int) -> Iterator[None]:
    """All that a step writes goes out together; that somebody else was first may be said at its end."""
    try:
        with together():
            yield
    except IntegrityError as error:
        raise chain.refusal(error, number, last) from error


def _folded(situation: Situation, events: Sequence[Event]) -> Situation:
    for event in events:
        situation = fold(situation, event)
    return situation


def _named(office: Office, act: Act, situation: Situation) -> Act:
    """A split gets the number of its part; what else was given is for the part."""
    if act.name != SPLIT:
        return act
    office.library.all_of(act.to or situation.mechanism)
    reason = {REASON: act.given[REASON]} if REASON in act.given else {}
    return act._replace(to=numbers.next_child(situation.subject), given=reason)


def _consequences(office: Office, before: Situation, after: Situation, act: Act, named: str) -> None:
    """What an act on one matter does to others, in the same transaction."""
    if act.name == SPLIT:
        _open_part(office, before, after, act, named)
    elif act.name == MERGE:
        _absorb(office, after, act)
    elif act.name == LINK:
        _link_back(office, after, act)
    tell_parent(office, before, after, act.at)


def tell_parent(office: Office, before: Situation, after: Situation, at: datetime) -> None:
    """A part that has just ended is noted by the whole."""
    if after.parent and before.is_open and not after.is_open:
        do_within(office, after.parent, Act(FINISHED, SYSTEM, at, to=after.subject))


def _open_part(office: Office, before: Situation, after: Situation, act: Act, number: str) -> None:
    """The part begins with what it is given, and with what it shares with the whole."""
    key = act.to or after.mechanism
    fields = office.in_force(key, act.at).fields
    shared = {name: value for name, value in after.values.items() if name in fields and not is_sealed(value)}
    own = {name: value for name, value in act.given.items() if name != REASON}
    opening = act._replace(to="", given={**shared, **own})
    open_one(office, key, opening, parent=after.subject, number=number, simulated=before.simulated)


def _absorb(office: Office, after: Situation, act: Act) -> None:
    """The other matter must be there, be of the same kind and still run; it notes what was merged into it."""
    other = row.find(act.to)
    if other.mechanism != after.mechanism:
        raise RefusedError(after.subject, Refused(f"“{act.to}”是另一种事项", "只并同一种；不同的用“关联”"))
    if not other.is_open:
        raise RefusedError(after.subject, Refused(f"“{act.to}”已经办结", "改用“关联”"))
    _link_back(office, after, act._replace(name=LINK))


def _link_back(office: Office, after: Situation, act: Act) -> None:
    """The other matter knows of the link too; a reason given in a store of its own stays there."""
    other = row.find(act.to, locked=True)
    if after.subject in other.links:
        return
    mechanism = office.version_of(other)
    given = act.given if after.store in (SHARED, mechanism.store) else {REASON: f"见 {after.subject}"}
    back = act._replace(to=after.subject, at=at_or_after(act.at, other), given=given)
    event = decide(mechanism, other, guarded(mechanism, other.subject, back), office.calendar)
    if isinstance(event, Refused):
        raise RefusedError(other.subject, event)
    write(other, fold(other, event), [event])


def at_or_after(now: datetime, situation: Situation) -> datetime:
    """An instant no earlier than what has happened already."""
    return max(now, datetime.fromisoformat(situation.changed))
