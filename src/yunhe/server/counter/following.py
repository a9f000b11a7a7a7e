"""Following 查进度: of a matter what its applicant is to know, in their words; nothing of what happens inside.

Shown are the state, whose turn it is and until when, what the definition lists under `shows`, and what they said
themselves. Names of clerks, opinions between units, and anything personal of anybody else are not.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from yunhe.access.posts import unit_of
from yunhe.definitions.fields import Field
from yunhe.mechanisms.clocks import JOINT
from yunhe.mechanisms.counter import Counter, Wording
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.mechanism import APPLICANT, OURS, Mechanism
from yunhe.mechanisms.situation import Running, Situation
from yunhe.server.access.outside import WINDOW, counter_of
from yunhe.server.counter.answering import words
from yunhe.server.files import folder
from yunhe.server.ledger import chain
from yunhe.server.ledger.chain import instant
from yunhe.server.matters import row
from yunhe.server.matters.saying import said_value
from yunhe.server.matters.vaulting import sealed_fields
from yunhe.server.matters.work import Office
from yunhe.server.statement import Statement
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.opening import open_file, open_values
from yunhe.types import Event, Json

SOON = timedelta(days=2)
READER = Reader(APPLICANT, WINDOW)
PURPOSE = "本人查进度"
WITHDRAWN = "withdrawn"
_OF_ACCOUNT = Statement(
    "SELECT m.number, m.mechanism, m.state, m.owner, m.outcome, CAST(m.due AS text) FROM counter_code c "
    "JOIN matters_matter m ON m.number = c.number WHERE c.account = %s ORDER BY c.made DESC, m.number LIMIT %s"
)


class Said(NamedTuple):
    """Something said or shown: its name, its words; for a file the event that brought it."""

    name: str
    words: str
    event: int = 0


class Moment(NamedTuple):
    """Something that happened, as the applicant is told; `own` where they did it themselves."""

    number: int
    at: datetime
    what: str
    said: tuple[Said, ...]
    own: bool


class Deadline(NamedTuple):
    """Until when the present step is due: its light, the instant, how long, on what basis."""

    light: str
    due: datetime | None
    long: str
    basis: str
    provisional: bool


class Followed(NamedTuple):
    """A matter as its applicant sees it."""

    number: str
    title: str
    state: str
    turn: str
    is_yours: bool
    is_open: bool
    opened: datetime
    deadline: Deadline | None
    moments: tuple[Moment, ...]
    own: tuple[Said, ...]
    simulated: bool


class _Own:
    """What an applicant sees of sealed values: their own free words in clear, personal fields under a mask."""

    def __init__(self, store: str, free: bool) -> None:
        self.store, self.classes = store, frozenset(("内部", "个人")) if free else frozenset(("内部",))

    def may_see(self, reader: Reader, store: str, data_class: str) -> bool:
        """Whether values of a class are shown."""
        return store == self.store and data_class in self.classes


def followed(office: Office, number: str, at: datetime, *, own: bool = False) -> Followed:
    """What is to be seen of a matter; `own` also what they said of themselves, masked, on record."""
    situation = row.find(number)
    mechanism = office.version_of(situation)
    counter = counter_of(office, mechanism)
    if counter is None:
        raise LookupError(situation.mechanism)
    events = chain.read(number)
    said = _clear(mechanism, situation, events, counter)
    return Followed(
        number,
        counter.title,
        _state(counter, situation),
        _turn(situation),
        situation.is_open and situation.owner == APPLICANT,
        situation.is_open,
        datetime.fromisoformat(situation.opened),
        _deadline(mechanism, situation, at),
        tuple(_moments(mechanism, counter, events, said)),
        tuple(_own(mechanism, counter, situation)) if own else (),
        situation.simulated,
    )


def _state(counter: Counter, situation: Situation) -> str:
    said = counter.states.get(situation.state, situation.state)
    if situation.is_merged:
        return _("%s，并入同一件事一起办") % said
    return f"{said}（{situation.outcome}）" if situation.outcome and situation.outcome not in said else said


def _turn(situation: Situation) -> str:
    """The unit whose turn it is; never a person."""
    if not situation.is_open:
        return ""
    return _("您") if situation.owner == APPLICANT else unit_of(situation.owner)


def _deadline(mechanism: Mechanism, situation: Situation, at: datetime) -> Deadline | None:
    """The soonest limit; one that stands still where all do."""
    clocks = {name: clock for name, clock in situation.clocks.items() if not name.startswith(JOINT)}
    found = [(name, clock) for name, clock in clocks.items() if not clock.paused]
    if found:
        name, clock = min(found, key=lambda each: each[1].due)
        return Deadline(
            _light(clock.due, at), clock.due, clock.limit.said(), _basis(mechanism, name, clock), clock.provisional
        )
    paused = next(iter(clocks.items()), None)
    if paused is None or not situation.is_open:
        return None
    name, clock = paused
    left = _("余%s") % clock.left.said() if clock.left else ""
    return Deadline("paused", None, left, _basis(mechanism, name, clock), False)


def _light(due: datetime, at: datetime) -> str:
    if due <= at:
        return "late"
    return "soon" if due - at <= SOON else "ok"


def _basis(mechanism: Mechanism, name: str, clock: Running) -> str:
    rule = mechanism.clocks.get(name)
    return clock.basis or (rule.basis if rule else "") or OURS


def _moments(
    mechanism: Mechanism, counter: Counter, events: Sequence[Event], clear: Mapping[str, Mapping[str, Json]]
) -> Iterator[Moment]:
    """What happened, oldest first; a step that was taken back is not told."""
    found: list[Moment] = []
    state = ""
    for event in events:
        now = event.body.get("now")
        after = str(now.get("state", state)) if isinstance(now, Mapping) else state
        if event.kind == WITHDRAWN:
            found = [moment for moment in found if moment.number != event.number - 1]
        else:
            own = event.actor == APPLICANT
            said = tuple(_said(mechanism, counter, event, clear.get(str(event.number), {}), own))
            if own or said or after != state:
                found.append(Moment(event.number, event.at, _what(counter, event, after, own), said, own))
        state = after
    return iter(found)


def _what(counter: Counter, event: Event, state: str, own: bool) -> str:
    """What happened in a few words."""
    if event.kind == "opened":
        return _("已收到")
    if own:
        done = str(event.body["do"])
        called = counter.acts.get(done) or words(done) or Wording(done)
        return _("您：%s") % called.ask
    said = counter.states.get(state, state)
    return _("到期自动转入：%s") % said if event.kind == "fired" else said


def _said(mechanism: Mechanism, counter: Counter, event: Event, clear: Mapping[str, Json], own: bool) -> Iterator[Said]:
    """The words, fields and files of an event that the applicant is shown; all of their own but what is personal."""
    now = event.body.get("now")
    put = now.get("values") if isinstance(now, Mapping) else None
    given = event.body.get("given")
    for values in (put if event.kind != "opened" else None, given):
        for name, value in values.items() if isinstance(values, Mapping) else ():
            field = mechanism.fields.get(name)
            if not (own or name in counter.shows) or (field is not None and field.is_personal):
                continue
            shown = clear.get(name, value)
            is_file = isinstance(shown, Mapping) and "name" in shown
            yield Said(name, said_value(shown), event.number if is_file else 0)


def _clear(
    mechanism: Mechanism, situation: Situation, events: Sequence[Event], counter: Counter
) -> dict[str, dict[str, Json]]:
    """Event → name → words that lie sealed and are meant for the applicant, opened; the look is on record before."""
    found: dict[str, dict[str, Json]] = {}
    for event in events:
        given = event.body.get("given")
        names = given.items() if isinstance(given, Mapping) else ()
        meant = {
            name: value
            for name, value in names
            if is_sealed(value) and (event.actor == APPLICANT or name in counter.shows) and name not in mechanism.fields
        }
        if meant:
            sight_of = _Own(situation.store, free=True)
            fields = sealed_fields(mechanism, meant)
            found[str(event.number)] = open_values(READER, PURPOSE, sight_of, situation.subject, fields, meant)
    return found


def _own(mechanism: Mechanism, counter: Counter, situation: Situation) -> Iterator[Said]:
    """What they answered when they handed it in, personal fields masked; the look is on record before."""
    names = [question.field for question in counter.questions if question.field in situation.values]
    values = {name: situation.values[name] for name in names}
    sealed = {name: value for name, value in values.items() if is_sealed(value)}
    if sealed:
        fields = sealed_fields(mechanism, sealed)
        values |= open_values(READER, PURPOSE, _Own(situation.store, free=False), situation.subject, fields, sealed)
    asks = {question.field: question.ask for question in counter.questions}
    for name, value in values.items():
        field, said = mechanism.fields[name], said_value(value)
        yield Said(asks[name], field.district.subdistricts.get(said, said) if field.kind == "region" else said)


class Brief(NamedTuple):
    """A matter in a list of one's own."""

    number: str
    title: str
    state: str
    turn: str
    is_yours: bool
    light: str
    due: datetime | None


def of_account(office: Office, account: int, at: datetime, limit: int = 200) -> list[Brief]:
    """The matters bound to an account, the newest first."""
    return [_brief(office, found, at) for found in _OF_ACCOUNT.rows((account, limit)) if _has_counter(office, found)]


def _has_counter(office: Office, found: Sequence[object]) -> bool:
    """Whether its kind is still at the counter."""
    return counter_of(office, office.library.all_of(str(found[1]))[-1]) is not None


def _brief(office: Office, found: Sequence[object], at: datetime) -> Brief:
    number, key, state, owner, outcome, due = (None if each is None else str(each) for each in found)
    counter = counter_of(office, office.library.all_of(str(key))[-1])
    assert counter is not None
    until = instant(due) if due else None
    light = "done" if outcome is not None else _light(until, at) if until else "paused"
    is_yours = outcome is None and owner == APPLICANT
    turn = "" if outcome is not None or is_yours else unit_of(str(owner))
    said = counter.states.get(str(state), str(state))
    return Brief(str(number), counter.title, said, turn, is_yours, light, until)


def file_of(office: Office, number: str, event: int, name: str) -> tuple[str, Iterator[bytes]]:
    """A file that the applicant brought or was given: its name and content; raises LookupError for any other."""
    situation = row.find(number)
    mechanism = office.version_of(situation)
    counter = counter_of(office, mechanism)
    found = next((each for each in chain.read(number) if each.number == event), None)
    given = found.body.get("given") if found else None
    value = given.get(name) if isinstance(given, Mapping) else None
    if counter is None or found is None or value is None or not (found.actor == APPLICANT or name in counter.shows):
        raise LookupError(name)
    field = sealed_fields(mechanism, [name]).get(name, Field(name, "file"))
    if not is_sealed(value) and not (isinstance(value, Mapping) and "sha256" in value):
        raise LookupError(name)
    sight_of = _Own(situation.store, free=True)
    return open_file(READER, PURPOSE, sight_of, number, field, value, folder())
