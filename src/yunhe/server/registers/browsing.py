"""A register as one turns its pages: bounded by fields, in an order, a page at a time; and who may do what with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.registers.register import Register
from yunhe.server.access.reader import Seat
from yunhe.server.errors import StoreError
from yunhe.server.registers import rows
from yunhe.server.registers.listing import VALUE, as_json, plain
from yunhe.server.registers.seeing import Sight, require_export, require_import, sight
from yunhe.server.registers.standing import Standing
from yunhe.server.statement import Statement

SORTS: Mapping[str, str] = {"key": "key", "title": "title, key", "changed": "changed DESC, key"}
BOUNDED_BY = ("choice", "region", "flag", "whole")
FARTHEST = 10_000
MOST_BOUNDS = 6


class Asked(NamedTuple):
    """Which entries: words in key or title, values of fields as typed, taken off ones too, in which order."""

    words: str = ""
    values: Mapping[str, str] = {}
    withdrawn: bool = False
    sort: str = "key"


def seen_from(register: Register, seats: Sequence[Seat]) -> Sight | None:
    """The sight of the seat that sees most of a register; None when none sees anything of it."""
    found = []
    for seat in seats:
        try:
            found.append(sight(register, seat))
        except StoreError:
            continue
    return max(found, key=lambda one: len(one.classes), default=None)


def seat_to_import(register: Register, seats: Sequence[Seat]) -> Seat | None:
    """The seat that may import into a register."""
    return next((seat for seat in seats if _may(require_import, register, seat)), None)


def seat_to_export(register: Register, seats: Sequence[Seat]) -> Seat | None:
    """The seat that may export a register, and sees it."""
    seeing = [seat for seat in seats if seen_from(register, [seat])]
    return next((seat for seat in seeing if _may(require_export, register, seat)), None)


def _may(require: object, register: Register, seat: Seat) -> bool:
    assert callable(require)
    try:
        require(register, seat)
    except StoreError:
        return False
    return True


def bounds(found: Sight) -> list[Field]:
    """The fields by which a register is bounded: few values, seen in clear."""
    fields = found.register.fields.values()
    kept = [one for one in fields if one.kind in BOUNDED_BY and found.shows(one) and not one.is_personal]
    return kept[:MOST_BOUNDS]


def entries(found: Sight, asked: Asked, offset: int, limit: int) -> list[Standing]:
    """A page of the entries that are so."""
    where, values = _where(found, asked)
    return rows.page(where, values, SORTS.get(asked.sort, SORTS["key"]), limit, min(offset, FARTHEST))


def how_many(found: Sight, asked: Asked) -> int:
    """How many there are, up to one more than can be paged to."""
    where, values = _where(found, asked)
    text = f"SELECT COUNT(*) FROM (SELECT 1 FROM registers_entry {where} LIMIT %s) found"
    return int(Statement(text).rows((*values, FARTHEST + 1))[0][0])


def _where(found: Sight, asked: Asked) -> tuple[str, list[object]]:
    where = f"WHERE register = %s AND withdrawn IS {'NOT ' if asked.withdrawn else ''}NULL"
    given: list[object] = [found.register.name]
    if found.only_simulated:
        where += " AND simulated"
    if asked.words:
        where += " AND (title LIKE %s ESCAPE '!' OR key LIKE %s ESCAPE '!')"
        given += [_like(asked.words), _like(asked.words)]
    for field in bounds(found):
        written = asked.values.get(field.name, "")
        if written:
            where, given = _bounded(where, given, field, written)
    return where, given


def _bounded(where: str, given: list[object], field: Field, written: str) -> tuple[str, list[object]]:
    try:
        value = field.read(written)
    except FieldRefusal:
        return f"{where} AND 1 = 0", given
    if field.kind == "region":
        return f"{where} AND region = %s", [*given, value]
    if connection.vendor == "sqlite":
        return f"{where} AND {VALUE['sqlite']}", [*given, f'$."{field.name}"', plain(value)]
    return f"{where} AND {VALUE['postgresql']}", [*given, field.name, as_json(value)]


def _like(words: str) -> str:
    for sign in "!%_":
        words = words.replace(sign, "!" + sign)
    return f"%{words}%"


def ends(found: Standing, register: Register) -> date | None:
    """The day after which personal values of an entry may be kept no longer, where its register says."""
    from yunhe.server.matters.expiry import day_of

    begun = found.open_values.get(register.retention.after)
    return register.retention.ends(day_of(begun)) if register.personal and isinstance(begun, str) else None
