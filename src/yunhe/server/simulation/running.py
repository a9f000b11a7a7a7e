"""Lives a simulated year into the database: entries first, then every mechanism matter by matter, many a commit.

Each mechanism and register has a stream of chance of its own: one more mechanism changes nothing of the others.
Nobody is told of what never was: simulated matters of a year leave no notices.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from yunhe.access.parties import placed
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.registers.entries import Entry
from yunhe.registers.register import Register, registers_of
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.matters import consents, marks, numbers, parties, row, vaulting
from yunhe.server.matters.work import Office
from yunhe.server.registers import entering, rows
from yunhe.server.registers.entering import Author
from yunhe.server.statement import Statement
from yunhe.server.transaction import Writing
from yunhe.server.vault.masterkeys import keyring
from yunhe.simulation import year as years
from yunhe.simulation.entries import entries
from yunhe.simulation.life import Desk, Life
from yunhe.simulation.uncovered import Uncovered
from yunhe.types import Event, Json

AT_A_TIME = 200
SOUGHT = Decimal("0.4")  # share of a mechanism's matters that go after what no other has gone through
FEW = 40  # of so few all may
LIVED_OUT = 12  # years after which even one that seeks comes to an end
AUTHOR = "模拟.模拟岗"
_ANY = Statement("SELECT number FROM matters_matter WHERE simulated AND number LIKE %s LIMIT 1")
_COUNT = Statement(
    "SELECT (SELECT COUNT(*) FROM matters_matter WHERE simulated) + "
    "(SELECT COUNT(*) FROM registers_entry WHERE simulated)"
)
_FIRED = "fired"
T = TypeVar("T")


@dataclass
class Lived:
    """What a simulated year came to."""

    entries: int = 0
    matters: int = 0
    events: int = 0
    left: dict[str, list[str]] = field(default_factory=dict)  # mechanism → steps that nothing went through


class ServerDesk(Desk):
    """Puts personal values into the vault and keeps consent, in the transaction of the matter."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def put_away(self, mechanism: Mechanism, number: str, given: Mapping[str, Json]) -> Mapping[str, Json]:
        return vaulting.put_away(mechanism, number, given)

    def allows(self, mechanism: Mechanism, act: Act, values: Mapping[str, Json]) -> bool:
        try:
            consents.require(mechanism, act.name, act, values)
        except StoreError:
            return False
        return True

    def noted(self, mechanism: Mechanism, act: Act, situation: Situation) -> None:
        consents.note(mechanism, act, situation, _nothing, self.office.version_of)


def _nothing(number: str, act: Act) -> None:
    """No other matter of an invented person runs."""


def simulate(
    folder: Path,
    office: Office,
    year: int,
    seed: int,
    scale: Decimal,
    step: Callable[[int], None] = lambda count: None,
    until: datetime | None = None,
) -> Lived:
    """Live a year, or as much of it as has passed by an instant: then what is open then stays open.

    Refused where one was lived already, or where keys for personal values are missing.
    """
    plan = years.load(folder)
    registers = registers_of(folder)
    mechanisms = sorted(office.library.current(), key=lambda mechanism: mechanism.key)
    _refuse_twice(mechanisms, year)
    _refuse_without_keys(mechanisms, registers.values())
    lived, keys = Lived(), plan.said()
    for register in in_turn(registers):
        draw = Random(f"{seed}/register/{register.name}")
        made = entries(register, plan.groups_of(register.name), scale, year, draw, keys)
        keys[register.name] = list(_enter(register, made, year, step))
        lived.entries += len(keys[register.name])
    for mechanism in mechanisms:
        _live(mechanism.key, plan.flow(mechanism.key), office, (year, seed, scale, until), keys, lived, step)
    return lived


def total(folder: Path, office: Office, scale: Decimal) -> int:
    """How many entries and matters a year will have, for whoever waits."""
    plan = years.load(folder)
    of_registers = (group for name in registers_of(folder) for group in plan.groups_of(name))
    matters = sum(years.scaled(plan.flow(mechanism.key).matters, scale) for mechanism in office.library.current())
    return matters + sum(years.scaled(group.size, scale) for group in of_registers)


def count_of() -> int:
    """How many simulated entries and matters there are."""
    return int(_COUNT.rows()[0][0])


def in_turn(registers: Mapping[str, Register]) -> Iterator[Register]:
    """Registers after those that their fields lead to."""
    left = dict(registers)
    while left:
        free = [name for name, register in left.items() if not _leads(register) & (left.keys() - {name})]
        for name in free or list(left)[:1]:
            yield left.pop(name)


def _leads(register: Register) -> set[str]:
    return {field.register for field in register.fields.values() if field.register}


def _refuse_twice(mechanisms: Iterable[Mechanism], year: int) -> None:
    for mechanism in mechanisms:
        if found := _ANY.rows((f"{mechanism.key}-{year}-%",)):
            problem = f"{year}年已经模拟过（有 {found[0][0]}）"
            raise StoreError("模拟", problem, "另用一个空的库：DATABASE_URL=sqlite:///另一个.sqlite3")


def _refuse_without_keys(mechanisms: Iterable[Mechanism], registers: Iterable[Register]) -> None:
    """Before anything is written: the master keys of every store in which something will be put away."""
    stores = {register.store for register in registers if register.personal}
    stores |= {one.store for one in mechanisms if one.is_guarded or any(sealed_as(one, name) for name in one.fields)}
    for store in sorted(stores):
        keyring().current(store)


def _enter(register: Register, made: Iterable[Entry], year: int, step: Callable[[int], None]) -> Iterator[str]:
    """The entries written down on New Year's Day; their keys."""
    author = Author(AUTHOR, "", datetime(year, 1, 1, tzinfo=CHINA))
    source: Mapping[str, Json] = {"document": "模拟数据", "page": "不是真的"}
    for several in _by(AT_A_TIME, made):
        with Writing():
            fields = frozenset(register.fields)
            done = [entering.put(register, one, None, fields, author, source, simulated=True).after for one in several]
            rows.insert(done)
        step(len(done))
        yield from (standing.key for standing in done)


def _live(
    key: str,
    flow: years.Flow,
    office: Office,
    of: tuple[int, int, Decimal, datetime | None],
    keys: Mapping[str, list[str]],
    lived: Lived,
    step: Callable[[int], None],
) -> None:
    """All matters of one mechanism."""
    year, seed, scale, stopped = of
    count = years.scaled(flow.matters, scale)
    first = office.library.all_of(key)[0].since
    opened = years.openings(flow, year, count, Random(f"{seed}/mechanism/{key}"), office.calendar, first)
    until, desk = stopped or datetime(year + 1, 1, 1, tzinfo=CHINA), ServerDesk(office)
    opened = [at for at in opened if at < until]
    uncovered = Uncovered(office.in_force(key, opened[-1] if opened else until))
    for several in _by(AT_A_TIME, enumerate(opened)):
        with Writing():
            for number, at in several:
                mechanism = office.in_force(key, at)
                named = numbers.next_number(key, at)
                seeks = (
                    uncovered
                    if stopped is None and number < count * SOUGHT and uncovered and mechanism == uncovered.mechanism
                    else None
                )
                life = Life(
                    mechanism, named, Random(f"{seed}/{key}/{number}"), office.calendar, flow.habits, keys, desk, seeks
                )
                life.live(at, until.replace(year=year + LIVED_OUT) if seeks else until)
                lived.events += _write(mechanism, life)
                lived.matters += 1
        step(len(several))
    if uncovered.left and stopped is None:
        lived.left[key] = sorted(uncovered.left)


def _write(mechanism: Mechanism, life: Life) -> int:
    """One life, whole: its events, where it stands, whom it has to do with."""
    events: list[Event] = [one if one.kind == _FIRED else placed(mechanism, one) for one in life.events]
    assert life.situation is not None
    chain.append(life.number, events, 0, chain.NOTHING)
    row.insert(life.situation)
    parties.keep(events)
    marks.keep(None, life.situation)
    return len(events)


def _by(size: int, things: Iterable[T]) -> Iterator[list[T]]:
    source = iter(things)
    while several := list(islice(source, size)):
        yield several
