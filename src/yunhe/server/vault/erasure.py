"""Erasing: the key of a person and all that was encrypted under it leave for good; the chain of events stays whole.

Events hold only salted digests whose salts leave with the payload, so nothing of the values can be told from them
afterwards (个人信息保护法 第四十七条). What backups still hold dies with the master key they were wrapped under:
rotate, then destroy the old one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from yunhe.server.errors import StoreError
from yunhe.server.files import folder
from yunhe.server.ledger import chain
from yunhe.server.ledger.chain import kept_instant
from yunhe.server.statement import Statement
from yunhe.server.vault import sealed_files
from yunhe.types import Event, Json

LONGEST_REASON = 500
TABLES = ("vault_person", "vault_payload", "vault_identity")
_PERSON = "SELECT store FROM vault_person WHERE id = %s"
_FIND = Statement(_PERSON)
_FIND_LOCKED = Statement(_PERSON + " FOR UPDATE")  # nothing is sealed for the person meanwhile
_VALUES = Statement("SELECT id, subject, field FROM vault_payload WHERE person = %s ORDER BY subject, field, id")
_BESIDE = Statement(
    "SELECT DISTINCT b.person FROM vault_payload a JOIN vault_payload b ON b.subject = a.subject AND b.store = a.store "
    "WHERE a.person = %s AND b.person <> a.person ORDER BY b.person DESC"
)
_IN_SUBJECT = Statement("SELECT DISTINCT person FROM vault_payload WHERE subject = %s ORDER BY person")
_ERASED = Statement("SELECT 1 FROM vault_erasure WHERE id = %s")
_LEAVE = Statement("INSERT INTO vault_erasure (id, person, at) VALUES (%s, %s, %s)")
_DELETE_VALUE = Statement("DELETE FROM vault_payload WHERE id = %s")
_DELETE_IDENTITY = Statement("DELETE FROM vault_identity WHERE person = %s")
_DELETE_PERSON = Statement("DELETE FROM vault_person WHERE id = %s")


class Value(NamedTuple):
    """One value that would go: its key, where it belongs."""

    id: str
    subject: str
    field: str


class Plan(NamedTuple):
    """What an erasure takes away. `beside` are other keys in the same matters: persons who may be the same human (p-…),
    free texts and evidence that may name them (m-…).
    """

    person: str
    store: str
    values: tuple[Value, ...]
    whole: bool  # the key and the identities go too
    beside: tuple[str, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """The matters and entries that it touches."""
        return tuple(dict.fromkeys(value.subject for value in self.values))


class Order(NamedTuple):
    """Who has an erasure done, in which post, when and why."""

    post: str
    by: str
    at: datetime
    because: str


def plan(person: str, subject: str = "", *, locked: bool = False) -> Plan:
    """What would go: all of a person, or what one matter holds; the key goes with the last of it."""
    rows = (_FIND_LOCKED if locked and connection.vendor == "postgresql" else _FIND).rows((person,))
    if not rows:
        raise StoreError(person, "没有这个人，或已删除", "核对编号")
    every = [Value(*row) for row in _VALUES.rows((person,))]
    going = tuple(value for value in every if subject in ("", value.subject))
    if subject and not going:
        raise StoreError(person, f"“{subject}”里没有这个人的信息", "核对编号")
    beside = tuple(other for (other,) in _BESIDE.rows((person,)))
    return Plan(person, rows[0][0], going, len(going) == len(every), beside)


def erase(person: str, order: Order, subject: str = "") -> Plan:
    """Do it, and write it down as an event of the person; all of it or nothing."""
    return _carry_out(person, order, lambda: [plan(person, subject, locked=True)])[0]


def plans_of(subject: str, *, locked: bool = False) -> list[Plan]:
    """What would go of a whole matter or entry: of every person in it, its free texts and its evidence."""
    keys = [str(key) for (key,) in _IN_SUBJECT.rows((subject,))]
    if not keys:
        raise StoreError(subject, "没有个人信息，或已删除", "核对编号")
    return [plan(key, subject, locked=locked) for key in keys]


def erase_subject(subject: str, order: Order, still: Callable[[], None] = lambda: None) -> list[Plan]:
    """Erase a whole matter or entry; `still` is asked inside the transaction and may refuse."""

    def going() -> list[Plan]:
        still()
        return plans_of(subject, locked=True)

    return _carry_out(subject, order, going)


def _carry_out(where: str, order: Order, going: Callable[[], list[Plan]]) -> list[Plan]:
    """One transaction: what goes, each with its event; then nothing of it stays in logs and folders."""
    if not order.because.strip() or len(order.because) > LONGEST_REASON:
        raise StoreError(where, "没有写明为什么删除", f"写明理由，不超过{LONGEST_REASON}字")
    _overwrite_what_is_freed()
    with transaction.atomic(durable=True):
        plans = going()
        for each in plans:
            _take_away(each, order.at)
            _write_down(each, order)
    clean_up()
    sealed_files.destroy(folder(), [value.id for each in plans for value in each.values])
    return plans


def sweep() -> int:
    """Remove files of evidence whose erasure was interrupted before they left the disk; how many."""
    erased = [name for name in sealed_files.names(folder()) if _ERASED.rows((name,))]
    return sealed_files.destroy(folder(), erased)


def subject_of(person: str) -> str:
    """The subject under which events about a person stand."""
    return f"person:{person}"


def _take_away(going: Plan, at: datetime) -> None:
    gone = [value.id for value in going.values] + ([going.person] if going.whole else [])
    _LEAVE.run_each([(each, going.person, kept_instant(at)) for each in gone])
    if going.values:
        _DELETE_VALUE.run_each([(value.id,) for value in going.values])
    if going.whole:
        _DELETE_IDENTITY.run((going.person,))
        _DELETE_PERSON.run((going.person,))


def _write_down(going: Plan, order: Order) -> None:
    """The event says how much went and why, and nothing by which the person could be found."""
    subject = subject_of(going.person)
    number = chain.head(subject).number
    body: dict[str, Json] = {
        "do": "删除",
        "because": order.because.strip(),
        "store": going.store,
        "values": len(going.values),
        "subjects": len(going.subjects),
        "whole": going.whole,
    }
    chain.append(subject, [Event(subject, number + 1, order.at, "erased", order.post, order.by, body)], number)


def _overwrite_what_is_freed() -> None:
    """SQLite fills freed bytes with zeros from now on."""
    if connection.vendor == "sqlite":
        _execute(["PRAGMA secure_delete = ON"])


def clean_up() -> None:
    """Nothing of it stays in the log of SQLite; PostgreSQL gives dead rows back."""
    if connection.vendor == "sqlite":
        _execute(["PRAGMA wal_checkpoint(TRUNCATE)"])
    else:
        _execute([f"VACUUM {table}" for table in TABLES])


def _execute(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
