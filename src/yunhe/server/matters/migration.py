"""Moves running matters to another version of their mechanism, or counts their limits on another calendar.

Both are commands with a dry run: `plan` says matter by matter what would change, `carry_out` does it, one transaction a
matter. Matters that cannot be moved stay as they are and are named with the reason.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.acts import acts
from yunhe.mechanisms.mechanism import SYSTEM, Mechanism
from yunhe.mechanisms.situation import Situation, fold
from yunhe.server.matters import row, work
from yunhe.server.matters.saying import said_instant
from yunhe.server.statement import Statement
from yunhe.types import Event, Json

AT_A_TIME = 500
MIGRATE, RECOUNT = "迁移", "重算"
_OPEN = Statement(
    "SELECT number FROM matters_matter WHERE mechanism = %s AND outcome IS NULL AND number > %s "
    "ORDER BY number LIMIT %s"
)
_ANY = Statement("SELECT number FROM matters_matter WHERE outcome IS NULL AND number > %s ORDER BY number LIMIT %s")


class Step(NamedTuple):
    """What becomes of one matter: the situation before and after, or why it stays."""

    number: str
    said: str
    refused: bool
    before: Situation
    event: Event | None


def to_version(
    office: work.Office, target: Mechanism, states: Mapping[str, str], at: datetime, through: Mapping[str, Json] = {}
) -> Iterator[Step]:
    """What moving every running matter of a mechanism to a version would change; `states` says old=new."""
    after = ""
    while numbers := [number for (number,) in _OPEN.rows((target.key, after, AT_A_TIME))]:
        for number in numbers:
            situation = row.find(number)
            if (situation.version, situation.digest) != (target.version, target.digest):
                act = Act(MIGRATE, SYSTEM, work.at_or_after(at, situation), through=through)
                act = act._replace(to=states.get(situation.state, ""))
                yield _step(target, situation, act, office)
        after = numbers[-1]


def to_calendar(office: work.Office, at: datetime, through: Mapping[str, Json] = {}) -> Iterator[Step]:
    """What counting the limits of every running matter on the calendar of the office would change."""
    after = ""
    while numbers := [number for (number,) in _ANY.rows((after, AT_A_TIME))]:
        for number in numbers:
            situation = row.find(number)
            act = Act(RECOUNT, SYSTEM, work.at_or_after(at, situation), through=through)
            step = _step(office.version_of(situation), situation, act, office)
            if step.event is not None:
                yield step
        after = numbers[-1]


def _step(mechanism: Mechanism, situation: Situation, act: Act, office: work.Office) -> Step:
    answer = acts()[act.name].propose(mechanism, situation, act.in_utc(), office.calendar)
    if isinstance(answer, Refused):
        return Step(situation.subject, str(answer), True, situation, None)
    return Step(situation.subject, _said(situation, fold(situation, answer)), False, situation, answer)


def _said(before: Situation, after: Situation) -> str:
    """What differs, in a line."""
    parts = []
    if before.version != after.version:
        parts.append(f"{before.version} 版 → {after.version} 版")
    if before.state != after.state:
        parts.append(f"“{before.state}” → “{after.state}”")
    for name in dict.fromkeys((*before.clocks, *after.clocks)):
        old, new = before.clocks.get(name), after.clocks.get(name)
        if old is None or new is None or old.due != new.due:
            dues = [said_instant(clock.due) if clock else "无" for clock in (old, new)]
            parts.append(f"“{name}”到期 {dues[0]} → {dues[1]}")
    return "，".join(parts) or "版本内容不同，状态和到期不变"


def carry_out(step: Step) -> None:
    """Do what a step says; somebody who was faster makes it a ConflictError and the matter stays."""
    if step.event is None:
        return
    with transaction.atomic():
        work.write(step.before, fold(step.before, step.event), [step.event])
