"""Derives entries, references and imports again from their events, and says where the rows say something else."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.db import transaction

from yunhe.server.ledger import chain
from yunhe.server.registers import imports, rows
from yunhe.server.registers.imports import Import
from yunhe.server.registers.standing import Standing, folded_from
from yunhe.server.statement import Statement, stream
from yunhe.types import Event

_ENTRY = Statement(
    "SELECT folded, title, region, imported, subject, register, key, store, open_values, sealed_values, named, "
    "CAST(since AS text), CAST(changed AS text), CAST(withdrawn AS text), simulated, source, last "
    "FROM registers_entry WHERE subject = %s"
)
_REFERENCES = Statement("SELECT field, register, key FROM registers_reference WHERE subject = %s ORDER BY field")
_NUMBERS = Statement("SELECT number FROM registers_import")


class Kept(NamedTuple):
    """What the tables hold of an entry."""

    standing: Standing
    columns: tuple[str, ...]
    references: list[tuple[Any, ...]]


def differences() -> Iterator[tuple[str, str]]:
    """Subject and what is wrong, for every entry and import whose rows are not the fold of their events."""
    with transaction.atomic():
        for subject, last in stream("SELECT subject, last FROM registers_entry ORDER BY subject"):
            if chain.head(subject).number != last:
                yield subject, f"记到第{last}条，实有{chain.head(subject).number}条"
        for standing in _standings():
            if said := _difference(standing):
                yield standing.subject, said
        for made in _imports():
            if said := _import_difference(made):
                yield made.subject, said


def rebuild() -> int:
    """Write every row anew that is not what the events say; how many were put right."""
    count = 0
    with transaction.atomic():
        for standing in list(_standings()):
            if _difference(standing):
                rows.remove(standing.subject)
                rows.insert([standing])
                count += 1
        for made in list(_imports()):
            if _import_difference(made):
                imports.put(made)
                count += 1
    return count


def _standings() -> Iterator[Standing]:
    for events in _histories("entry:"):
        yield folded_from(events)


def _imports() -> Iterator[Import]:
    for events in _histories(imports.PREFIX):
        yield imports.folded_from(events)


def _histories(prefix: str) -> Iterator[list[Event]]:
    for _, links in groupby(chain.links("WHERE subject LIKE %s", (f"{prefix}%",)), key=lambda link: link.subject):
        yield [_event(link) for link in links]


def _event(link: chain.Link) -> Event:
    at = chain.instant(link.at)
    return Event(link.subject, link.number, at, link.kind, link.actor, link.person, json.loads(link.body))


def _difference(standing: Standing) -> str:
    """What the rows say otherwise than the events, empty when nothing."""
    kept = _kept(standing.subject)
    if kept is None:
        return "记录还在，台账表里没有"
    if kept.columns != (standing.folded, standing.title, standing.region, standing.imported):
        return f"索引列是{kept.columns}，与记录推出的不同"
    if kept.standing != standing:
        return "内容与记录推出的不同"
    wanted = sorted((name, register, key) for name, (register, key) in standing.references.items())
    return "" if kept.references == wanted else "指到哪些条目，与记录推出的不同"


def _kept(subject: str) -> Kept | None:
    found = _ENTRY.rows((subject,))
    if not found:
        return None
    columns = tuple(map(str, found[0][:4]))
    return Kept(rows.standing_of(found[0][4:]), columns, sorted(_REFERENCES.rows((subject,))))


def _import_difference(made: Import) -> str:
    if (made.number,) not in _NUMBERS.rows(()):
        return "记录还在，导入表里没有"
    return "" if imports.find(made.number) == made else "导入的记录与推出的不同"
