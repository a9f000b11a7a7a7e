"""Derives versions and periods again from their events, and says where the rows say something else."""

import json
from collections.abc import Iterator
from itertools import groupby

from django.db import connection, transaction

from yunhe.observations.approval import PREFIX as PERIOD
from yunhe.observations.observation import PREFIX as SERIES
from yunhe.observations.observation import Version, versions_of
from yunhe.server.guards import AppendOnly
from yunhe.server.ledger import chain
from yunhe.server.observations import periods, versions
from yunhe.server.observations.periods import Standing
from yunhe.server.statement import Statement, stream
from yunhe.types import Event

GUARD = AppendOnly("observations_version", unique=[["id"], ["subject", "number"]])
_REMOVE = Statement("DELETE FROM observations_version WHERE subject = %s")
_REMOVE_PERIOD = Statement("DELETE FROM observations_period WHERE subject = %s")


def differences() -> Iterator[tuple[str, str]]:
    """Subject and what is wrong, for every series and period whose rows are not the fold of its events."""
    with transaction.atomic():
        yield from _without_events()
        for subject, wanted in series():
            if said := difference(subject, wanted):
                yield subject, said
        for standing in standings():
            if periods.find(standing.subject) != standing:
                yield standing.subject, "期间的审定情况与记录推出的不同"


def series() -> Iterator[tuple[str, tuple[Version, ...]]]:
    """Every series with its versions as the events tell them, in a transaction."""
    for subject, events in _events(SERIES):
        yield subject, versions_of(events)


def standings() -> Iterator[Standing]:
    """Every period as its last event leaves it, in a transaction."""
    for _, events in _events(PERIOD):
        yield periods.after(events[-1])


def difference(subject: str, wanted: tuple[Version, ...]) -> str:
    """What the rows of a series say otherwise than its events, empty when nothing."""
    kept = versions.history(subject)
    if len(kept) != len(wanted):
        return f"有 {len(kept)} 个版本，按记录应有 {len(wanted)} 个"
    number = next((one.number for one, other in zip(wanted, kept, strict=True) if one != other), None)
    return "" if number is None else f"第 {number} 个版本与记录不同"


def rebuild() -> int:
    """Write the rows of every series and period that differs anew; how many were put right.

    The trigger that keeps versions from being changed is lifted for this one transaction.
    """
    with transaction.atomic():
        wrong = [(subject, wanted) for subject, wanted in series() if difference(subject, wanted)]
        alone = [subject for subject, _ in _without_events()]
        if wrong or alone:
            _replace(wrong, alone)
        moved = [standing for standing in standings() if periods.find(standing.subject) != standing]
        for standing in moved:
            periods.put(standing)
    return len(wrong) + len(alone) + len(moved)


def _replace(wrong: list[tuple[str, tuple[Version, ...]]], alone: list[str]) -> None:
    editor = connection.schema_editor()
    GUARD.lift(editor)
    for subject in alone:
        _REMOVE.run((subject,))
        _REMOVE_PERIOD.run((subject,))
    for subject, wanted in wrong:
        _REMOVE.run((subject,))
        versions.insert(wanted)
    GUARD.put(editor)


def _without_events() -> Iterator[tuple[str, str]]:
    """Rows of which the ledger knows nothing."""
    for table in ("observations_version", "observations_period"):
        for (subject,) in list(stream(f"SELECT DISTINCT subject FROM {table} ORDER BY subject")):
            if not chain.head(str(subject)).number:
                yield str(subject), "没有任何办理记录"


def _events(prefix: str) -> Iterator[tuple[str, list[Event]]]:
    """The events of every subject of a kind, in order."""
    links = chain.links("WHERE subject >= %s AND subject < %s", (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)))
    for subject, found in groupby(links, key=lambda link: link.subject):
        yield subject, [_event(link) for link in found]


def _event(link: chain.Link) -> Event:
    at = chain.instant(link.at)
    return Event(link.subject, link.number, at, link.kind, link.actor, link.person, json.loads(link.body))
