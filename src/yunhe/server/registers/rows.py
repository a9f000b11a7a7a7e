"""Reads and writes the rows of entries: prepared statements in the caller's transaction."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.registers.standing import Standing, text_of
from yunhe.server.statement import Row, Statement

COLUMNS = (
    "subject, register, key, folded, title, region, store, open_values, sealed_values, named, since, changed, "
    "withdrawn, simulated, imported, source, last"
)
_KEPT = (
    "subject, register, key, store, open_values, sealed_values, named, CAST(since AS text), CAST(changed AS text), "
    "CAST(withdrawn AS text), simulated, source, last FROM registers_entry"
)
_FOUND = f"SELECT {_KEPT} WHERE register = %s AND folded = %s"
_FIND = Statement(_FOUND)
_FIND_EACH = Statement(
    f"SELECT {_KEPT} WHERE register = %s AND folded IN (SELECT value FROM json_each(%s)) ORDER BY key"
)
_FIND_EACH_LOCKED = Statement(f"SELECT {_KEPT} WHERE register = %s AND folded = ANY(%s) ORDER BY key FOR UPDATE")
_INSERT = Statement(f"INSERT INTO registers_entry ({COLUMNS}) VALUES ({', '.join(['%s'] * 17)})")
_UPDATE = Statement(
    "UPDATE registers_entry SET title = %s, region = %s, open_values = %s, sealed_values = %s, named = %s, "
    "changed = %s, withdrawn = %s, imported = %s, source = %s, last = %s WHERE subject = %s"
)
_REFER = Statement("INSERT INTO registers_reference (subject, field, register, key) VALUES (%s, %s, %s, %s)")
_UNREFER = Statement("DELETE FROM registers_reference WHERE subject = %s")
_REMOVE = Statement("DELETE FROM registers_entry WHERE subject = %s")


def find(register: str, folded: str) -> Standing | None:
    """The entry of a register with this key, however case, width and blanks are written."""
    found = _FIND.rows((register, folded))
    return standing_of(found[0]) if found else None


def find_each(register: str, wanted: Sequence[str]) -> dict[str, Standing]:
    """The entries with these folded keys, by them; no other writer touches them until the transaction ends."""
    if not wanted:
        return {}
    if connection.vendor == "postgresql":
        found = _FIND_EACH_LOCKED.rows((register, list(wanted)))
    else:
        found = _FIND_EACH.rows((register, json.dumps(wanted)))
    return {one.folded: one for one in map(standing_of, found)}


def some(where: str, values: Sequence[object], limit: int = 1000) -> list[Standing]:
    """The first entries of those asked for, in the order of their keys."""
    asked = Statement(f"SELECT {_KEPT} {where} ORDER BY key LIMIT %s")
    return [standing_of(row) for row in asked.rows((*values, limit))]


def insert(standings: Sequence[Standing]) -> None:
    """New rows."""
    if standings:
        _INSERT.run_each([values_of(one) for one in standings])
    for one in standings:
        _refer(one)


def update(before: Standing, after: Standing) -> None:
    """A row as it stands after what happened."""
    said = (
        after.title,
        after.region,
        text_of(after.open_values),
        text_of(after.sealed_values),
        text_of(after.named),
        kept_instant(after.changed),
        after.withdrawn and kept_instant(after.withdrawn),
        after.imported,
        text_of(after.source),
        after.last,
        after.subject,
    )
    _UPDATE.run(said)
    if before.references != after.references:
        _UNREFER.run((after.subject,))
        _refer(after)


def remove(subject: str) -> None:
    """Take a row away, to be written anew from its events."""
    _UNREFER.run((subject,))
    _REMOVE.run((subject,))


def values_of(one: Standing) -> tuple[object, ...]:
    """All columns of a row in their order."""
    return (
        one.subject,
        one.register,
        one.key,
        one.folded,
        one.title,
        one.region,
        one.store,
        text_of(one.open_values),
        text_of(one.sealed_values),
        text_of(one.named),
        kept_instant(one.since),
        kept_instant(one.changed),
        one.withdrawn and kept_instant(one.withdrawn),
        one.simulated,
        one.imported,
        text_of(one.source),
        one.last,
    )


def standing_of(row: Row) -> Standing:
    """The entry of a row."""
    subject, register, key, store, opened, sealed, named, since, changed, withdrawn, simulated, source, last = row
    return Standing(
        str(subject), str(register), str(key), str(store), bool(simulated), instant(since), instant(changed), int(last),
        json.loads(named), {**json.loads(opened), **json.loads(sealed)}, json.loads(source), _moment(withdrawn),
    )  # fmt: skip


def _moment(kept: object) -> datetime | None:
    return None if kept is None else instant(str(kept))


def _refer(one: Standing) -> None:
    leads = one.references
    if leads:
        _REFER.run_each([(one.subject, name, register, key) for name, (register, key) in leads.items()])


def page(where: str, values: Sequence[object], order: str, limit: int, offset: int) -> list[Standing]:
    """A page of those asked for, in an order."""
    asked = Statement(f"SELECT {_KEPT} {where} ORDER BY {order} LIMIT %s OFFSET %s")
    return [standing_of(row) for row in asked.rows((*values, limit, offset))]
