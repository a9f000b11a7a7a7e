"""Imports as things of their own: each with a number, its events imported and undone, and a row folded from them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from yunhe.errors import UnreadableError
from yunhe.server.ledger import chain
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.matters import numbers
from yunhe.server.registers.standing import text_of
from yunhe.server.statement import Row, Statement
from yunhe.types import Event, Json

IMPORTED, UNDONE, PREFIX = "imported", "undone", "import:"
_KEPT = (
    "number, register, mapping, file, sha256, actor, person, CAST(at AS text), whole, simulated, counts, "
    "CAST(undone AS text), last FROM registers_import"
)
_FIND = Statement(f"SELECT {_KEPT} WHERE number = %s")
_FIND_LOCKED = Statement(f"SELECT {_KEPT} WHERE number = %s FOR UPDATE")
_SAME = Statement(
    f"SELECT {_KEPT} WHERE register = %s AND sha256 = %s AND simulated = %s AND whole = %s AND undone IS NULL"
)
_OF = Statement(f"SELECT {_KEPT} WHERE register = %s ORDER BY at DESC, number DESC LIMIT %s")
_COLUMNS = "number, register, mapping, file, sha256, actor, person, at, whole, simulated, counts, undone, last"
_INSERT = Statement(f"INSERT INTO registers_import ({_COLUMNS}) VALUES ({', '.join(['%s'] * 13)})")
_REMOVE = Statement("DELETE FROM registers_import WHERE number = %s")


class Import(NamedTuple):
    """One import as it stands: which file under which layout, by whom, what it did, whether it was taken back."""

    number: str
    register: str
    mapping: str
    file: str
    sha256: str
    actor: str
    person: str
    at: datetime
    whole: bool
    simulated: bool
    counts: Mapping[str, Json]
    undone: datetime | None
    last: int

    @property
    def subject(self) -> str:
        """The subject of its events."""
        return PREFIX + self.number


def next_subject(register: str, at: datetime) -> str:
    """The subject of a new import; who imports into the same register meanwhile waits."""
    return numbers.next_number(PREFIX + register, at)


def find(number: str, *, locked: bool = False) -> Import:
    """The import of a number."""
    statement = _FIND_LOCKED if locked and connection.vendor == "postgresql" else _FIND
    found = statement.rows((number.removeprefix(PREFIX),))
    if not found:
        raise UnreadableError(number, "没有这次导入", "用 yunhe register list 台账名 --imports 看编号")
    return _import(found[0])


def same_file(register: str, sha256: str, simulated: bool) -> Import | None:
    """An import by which this file came in whole already, and which was not taken back."""
    found = _SAME.rows((register, sha256, simulated, True))
    return _import(found[0]) if found else None


def of(register: str, limit: int) -> list[Import]:
    """The imports into a register, the newest first."""
    return [_import(row) for row in _OF.rows((register, limit))]


def begin(event: Event) -> Import:
    """Write an import down."""
    chain.append(event.subject, [event], 0)
    made = folded_from([event])
    _INSERT.run(values_of(made))
    return made


def end(before: Import, event: Event) -> None:
    """Write down that it was taken back."""
    chain.append(event.subject, [event], before.last)
    put(_undone(before, event))


def put(made: Import) -> None:
    """The row of an import, in the place of the one before."""
    _REMOVE.run((made.number,))
    _INSERT.run(values_of(made))


def folded_from(events: Iterable[Event]) -> Import:
    """An import as its events say."""
    first, *more = events
    body = first.body
    counts = body["counts"]
    assert isinstance(counts, Mapping)
    made = Import(
        first.subject.removeprefix(PREFIX), str(body["register"]), str(body["mapping"]), str(body["file"]),
        str(body["sha256"]), first.actor, first.person, first.at, body["whole"] is True,
        body.get("simulated") is True, counts, None, first.number,
    )  # fmt: skip
    for event in more:
        made = _undone(made, event)
    return made


def values_of(made: Import) -> tuple[object, ...]:
    """All columns in their order."""
    undone = made.undone and kept_instant(made.undone)
    return (*made[:7], kept_instant(made.at), made.whole, made.simulated, text_of(made.counts), undone, made.last)


def _undone(before: Import, event: Event) -> Import:
    return before._replace(undone=event.at if event.kind == UNDONE else before.undone, last=event.number)


def _import(row: Row) -> Import:
    number, register, mapping, file, sha256, actor, person, at, whole, simulated, counts, undone, last = row
    moment = None if undone is None else instant(str(undone))
    return Import(
        str(number), str(register), str(mapping), str(file), str(sha256), str(actor), str(person), instant(str(at)),
        bool(whole), bool(simulated), json.loads(counts), moment, int(last),
    )  # fmt: skip
