"""References to entries: whether what is referred to is there, and what may have been meant."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from django.db import connection

from yunhe.definitions.fields import Field, FieldRefusal
from yunhe.registers.entries import folded
from yunhe.server.registers import rows
from yunhe.server.registers.standing import is_sealed
from yunhe.server.statement import Statement
from yunhe.types import Json

CANDIDATES = 500
_THERE = "SELECT withdrawn IS NULL FROM registers_entry WHERE register = %s AND key = %s"
_FIND = Statement(_THERE)
_FIND_KEPT = Statement(_THERE + " FOR SHARE")  # nobody takes it off meanwhile; SQLite has one writer at a time
_TITLED = Statement(
    "SELECT key, title FROM registers_entry WHERE register = %s AND title = %s AND withdrawn IS NULL "
    "ORDER BY key LIMIT 2"
)
_NEAR = Statement(
    "SELECT key FROM registers_entry WHERE register = %s AND withdrawn IS NULL AND key >= %s ORDER BY key LIMIT %s"
)
_ANY = Statement("SELECT 1 FROM registers_entry WHERE register = %s AND withdrawn IS NULL LIMIT 1")
_DANGLING = Statement(
    "SELECT r.subject, r.field, r.register, r.key, e.source FROM registers_reference r "
    "JOIN registers_entry e ON e.subject = r.subject WHERE (e.register = %s OR r.register = %s) AND NOT EXISTS "
    "(SELECT 1 FROM registers_entry t WHERE t.register = r.register AND t.key = r.key AND t.withdrawn IS NULL) "
    "ORDER BY r.subject, r.field"
)


class Unknown(NamedTuple):
    """A field that leads nowhere, why, and what to do."""

    field: str
    problem: str
    remedy: str


class Dangling(NamedTuple):
    """A reference of an entry that stands to one that does not."""

    subject: str
    field: str
    register: str
    key: str
    source: str


def first_unknown(fields: Mapping[str, Field], given: Mapping[str, Json]) -> Unknown | None:
    """The first of the given values that should lead to an entry and does not; in the caller's transaction."""
    for name, raw in given.items():
        field = fields.get(name)
        if field is None or not field.register or is_sealed(raw):
            continue
        try:
            key = field.read(raw)
        except FieldRefusal:
            continue  # said by whoever reads the field
        if key is not None and (problem := unknown(field.register, str(key))):
            return Unknown(name, *problem)
    return None


def unknown(register: str, key: str) -> tuple[str, str] | None:
    """Why a key leads to no entry of a register, with what may have been meant; None when it does."""
    statement = _FIND_KEPT if connection.vendor == "postgresql" else _FIND
    found = statement.rows((register, key))
    if not found:
        return f"台账“{register}”里没有“{key}”", meant(register, key)
    return None if found[0][0] else (f"台账“{register}”里的“{key}”已经撤销", "指到还在的条目，或先恢复它")


def meant(register: str, key: str) -> str:
    """What to do about a key that is not there: the nearest one, or the one that bears this name."""
    near = rows.find(register, folded(key))
    if near is not None and not near.withdrawn:
        return f"是不是“{near.key}”（{near.title}）？"
    titled = _TITLED.rows((register, key))
    if len(titled) == 1:
        return f"写编号：“{titled[0][0]}”是{titled[0][1]}"
    close = get_close_matches(key, _candidates(register, key), n=1, cutoff=0.7)
    if close:
        return f"是不是“{close[0]}”？"
    if not _ANY.rows((register,)):
        return f"台账“{register}”还是空的，先导入：yunhe register import {register} 文件"
    return f"用 yunhe register list {register} 查编号"


def dangling(register: str) -> list[Dangling]:
    """The references from or to a register that lead nowhere."""
    return [Dangling(*map(str, row)) for row in _DANGLING.rows((register, register))]


def _candidates(register: str, key: str) -> list[str]:
    """Keys that begin alike, shorter and shorter beginnings until there are some."""
    for length in range(len(key), -1, -max(1, len(key) // 4)):
        start = key[:length]
        found = [str(one) for (one,) in _NEAR.rows((register, start, CANDIDATES)) if str(one).startswith(start)]
        if found:
            return found
    return []
