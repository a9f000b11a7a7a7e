"""Puts an entry into its register, changes it, takes it off: one or no event, the row beside it, within a transaction.

Only the fields that were given count; what a file has no column for stays as it is.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from yunhe.registers.entries import Entry, Refused, broken, folded
from yunhe.registers.register import Register
from yunhe.server.ledger import chain
from yunhe.server.ledger.canonical import LONGEST_NAME
from yunhe.server.registers import rows
from yunhe.server.registers.standing import (
    CHANGED,
    ENTERED,
    RESTORED,
    WITHDRAWN,
    Standing,
    fold,
    is_sealed,
)
from yunhe.server.vault import comparing
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.sealing import seal
from yunhe.types import Event, Json

Outcome = Literal["新增", "变更", "恢复", "未变"]
LONGEST_FOLDED = 400
_DO = {ENTERED: "登记", CHANGED: "变更", WITHDRAWN: "撤销", RESTORED: "恢复"}


class Author(NamedTuple):
    """Who does it, in which post, and when; `through` says for whom a deputy does."""

    post: str
    person: str
    at: datetime
    through: Mapping[str, Json] = MappingProxyType({})

    def wrote(self, subject: str, number: int, kind: str, body: Mapping[str, Json]) -> Event:
        """What they did, as an event."""
        said = {**body, "through": self.through} if self.through else body
        return Event(subject, number, self.at, kind, self.post, self.person, said)


class Entered(NamedTuple):
    """What became of an entry; `erased` are personal fields that were erased and are not written again."""

    outcome: Outcome
    after: Standing
    before: Standing | None = None
    erased: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RefusedEntryError(Exception):
    """An entry that cannot stand beside what is there; the caller rolls back."""

    refused: tuple[Refused, ...]


def subject_of(register: str, key: str) -> str:
    """The subject under which the events of an entry stand."""
    return f"entry:{register}:{key}"


def put(
    register: Register,
    entry: Entry,
    before: Standing | None,
    fields: Set[str],
    author: Author,
    source: Mapping[str, Json],
    *,
    simulated: bool = False,
    purpose: str = "",
) -> Entered:
    """Write down what an entry says beyond what is known of it; the row of a new one is left to the caller.

    `before` is the entry with the same folded key as it stands, read and locked in this transaction.
    """
    _refuse_unfit(register, entry, before, simulated)
    if before is None:
        return _enter(register, entry, None, author, source, simulated)
    if before.withdrawn:
        return _enter(register, entry, before, author, source, simulated)
    given = {name: value for name, value in entry.values.items() if name in fields}
    changed, erased = _changed(register, before, given, author, purpose)
    if not changed:
        return Entered("未变", before, before, erased)
    _refuse_broken(register, before, changed)
    body = {"values": _sealed(register, before.subject, changed), "source": source}
    if before.named != (named := named_of(register)):
        body["named"] = named
    return Entered("变更", _written(before, CHANGED, body, author), before, erased)


def withdraw(before: Standing, author: Author, because: str, source: Mapping[str, Json]) -> Standing:
    """Take an entry off; its history stays."""
    return _written(before, WITHDRAWN, {"because": because, "source": source}, author)


def set_back(before: Standing, earlier: Standing, author: Author, source: Mapping[str, Json]) -> Standing:
    """Give an entry the values it had at an earlier time."""
    names = {**before.values, **earlier.values}
    values = {name: earlier.values.get(name) for name in names if before.values.get(name) != earlier.values.get(name)}
    return _written(before, CHANGED, {"values": values, "named": earlier.named, "source": source}, author)


def named_of(register: Register) -> dict[str, Json]:
    """Which fields of a register are its title, its subdistrict, and lead to other registers."""
    regions = [field.name for field in register.fields.values() if field.kind == "region" and not field.is_personal]
    leads = {field.name: field.register for field in register.fields.values() if field.register}
    found: dict[str, Json] = {"title": register.title}
    return found | ({"region": regions[0]} if regions else {}) | ({"refs": leads} if leads else {})


def _refuse_unfit(register: Register, entry: Entry, before: Standing | None, simulated: bool) -> None:
    """Refuse a key that is too long or that of another entry, and truth beside simulation."""
    short = folded(entry.key)
    if len(subject_of(register.name, entry.key)) > LONGEST_NAME or len(short) > LONGEST_FOLDED:
        raise _refusal(register, f"太长（{len(entry.key)}字），不能区分条目", "换一个短的编号")
    if before is None:
        return
    if before.key != entry.key:
        problem = f"与已有的“{before.key}”只差大小写、全半角或空格"
        raise _refusal(register, problem, f"是同一条的写成“{before.key}”，不是的改编号")
    if before.simulated != simulated:
        kinds = ("模拟数据", "真实数据")
        remedy = "真实的与模拟的分开放；先撤销模拟的" if before.simulated else "换一个编号来模拟"
        raise _refusal(register, f"已有的“{before.key}”是{kinds[not before.simulated]}", remedy)


def _refusal(register: Register, problem: str, remedy: str) -> RefusedEntryError:
    return RefusedEntryError((Refused(register.key[0], problem, remedy),))


def _enter(
    register: Register, entry: Entry, before: Standing | None, author: Author, source: Mapping[str, Json], mock: bool
) -> Entered:
    subject = subject_of(register.name, entry.key)
    values = {name: value for name, value in entry.values.items() if value is not None}
    body: dict[str, Json] = {
        "named": named_of(register), "values": _sealed(register, subject, values), "source": source
    }  # fmt: skip
    if before is not None:
        return Entered("恢复", _written(before, RESTORED, body, author), before)
    body |= {"register": register.name, "key": entry.key, "store": register.store}
    body |= {"simulated": True} if mock else {}
    event = _event(subject, 1, ENTERED, body, author)
    chain.append(subject, [event], 0, chain.NOTHING)
    return Entered("新增", fold(None, event))


def _changed(
    register: Register, before: Standing, given: Mapping[str, Json], author: Author, purpose: str
) -> tuple[dict[str, Json], frozenset[str]]:
    """The fields whose values become otherwise, and those that were erased; sealed ones are compared in the vault."""
    changed = {name: value for name, value in given.items() if before.values.get(name) != value}
    sealed = {
        name: (before.values[name], value)
        for name, value in changed.items()
        if value is not None and is_sealed(before.values.get(name))
    }
    if not sealed:
        return changed, frozenset()
    found = comparing.compare(Reader(author.person, author.post), purpose, before.subject, sealed)
    same = found.same | found.erased
    return {name: value for name, value in changed.items() if name not in same}, found.erased


def _refuse_broken(register: Register, before: Standing, changed: Mapping[str, Json]) -> None:
    """A field that a file does not have may still contradict one that it has."""
    known = dict.fromkeys(register.fields) | before.open_values | dict(changed)
    guarded = {name for name in before.sealed_values if name not in changed}
    refused = tuple(
        one for one in broken(register, known) if one.field not in guarded and not _reads(register, one, guarded)
    )
    if refused:
        raise RefusedEntryError(refused)


def _reads(register: Register, refused: Refused, guarded: Set[str]) -> bool:
    """Whether a rule that seems broken hangs on a value that is not at hand."""
    return any(rule.field == refused.field and rule.other in guarded for rule in register.rules)


def _sealed(register: Register, subject: str, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values as an event may hold them."""
    if not register.personal & values.keys():
        return dict(values)
    return seal(register.store, subject, None, register.fields, values)


def _written(before: Standing, kind: str, body: Mapping[str, Json], author: Author) -> Standing:
    """One event more, and the row as it stands then."""
    event = _event(before.subject, before.last + 1, kind, body, author)
    chain.append(before.subject, [event], before.last)
    after = fold(before, event)
    rows.update(before, after)
    return after


def _event(subject: str, number: int, kind: str, body: Mapping[str, Json], author: Author) -> Event:
    return author.wrote(subject, number, kind, {"do": _DO[kind], **body})
