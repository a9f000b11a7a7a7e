"""Derives every matter again from its events, and says where the rows say something else."""

import json
from collections.abc import Iterator
from itertools import groupby

from django.db import transaction

from yunhe.mechanisms.situation import Situation, walk
from yunhe.server.ledger import chain
from yunhe.server.matters import marks, parties, row
from yunhe.server.statement import Statement, stream
from yunhe.types import Event

_ROW = Statement(
    "SELECT number, mechanism, version, store, state, outcome, owner, parent, upstream, CAST(opened AS text), "
    "CAST(changed AS text), CAST(due AS text), CAST(wakes AS text), simulated, last, situation "
    "FROM matters_matter WHERE number = %s"
)
_REMOVE = Statement("DELETE FROM matters_matter WHERE number = %s")
_INSTANTS = (9, 10, 11, 12)
_MATTERS = "WHERE subject IN (SELECT subject FROM ledger_event WHERE number = 1 AND kind = 'opened')"
OPENED = "opened"


def differences() -> Iterator[tuple[str, str]]:
    """Number and what is wrong, for every matter whose row is not the fold of its events."""
    with transaction.atomic():
        for number, _ in stream("SELECT number, last FROM matters_matter ORDER BY number"):
            if not chain.head(number).number:
                yield number, "没有任何办理记录"
        for events in histories():
            situation = walk(events)
            said = difference(situation) or parties.difference(events) or marks.difference(situation)
            if said:
                yield events[0].subject, said


def histories() -> Iterator[list[Event]]:
    """The events of every matter, in a transaction."""
    for _, links in groupby(chain.links(_MATTERS), key=lambda link: link.subject):
        yield [_event(link) for link in links]


def _event(link: chain.Link) -> Event:
    at = chain.instant(link.at)
    return Event(link.subject, link.number, at, link.kind, link.actor, link.person, json.loads(link.body))


def difference(situation: Situation) -> str:
    """What a row says otherwise than its events, empty when nothing."""
    found = _ROW.rows((situation.subject,))
    if not found:
        return "记录还在，事项表里没有"
    kept = list(found[0])
    wanted = list(row.values_of(situation))
    names = (
        "编号",
        "机制",
        "版本",
        "归口",
        "状态",
        "结果",
        "岗位",
        "上级",
        "上级编号",
        "登记",
        "变动",
        "到期",
        "触发",
        "模拟",
    )
    for index, name in enumerate(names):
        if _said(kept[index], index) != _said(wanted[index], index):
            return f"{name}是“{kept[index]}”，按记录应是“{wanted[index]}”"
    if kept[14] != wanted[14]:
        return f"记到第{kept[14]}条，实有{wanted[14]}条"
    return "" if json.loads(kept[15]) == json.loads(str(wanted[15])) else "办理情况与记录推出的不同"


def _said(value: object, index: int) -> object:
    if index in _INSTANTS and value is not None:
        return chain.instant(str(value))
    return value


def rebuild() -> int:
    """Write every row anew from the events; how many were put right."""
    count = 0
    with transaction.atomic():
        for events in list(histories()):
            situation = walk(events)
            if not (difference(situation) or parties.difference(events) or marks.difference(situation)):
                continue
            _REMOVE.run((situation.subject,))
            row.insert(situation)
            parties.put(events)
            marks.put(situation)
            count += 1
    return count
