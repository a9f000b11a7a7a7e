"""Observes and withdraws: events and rows in one transaction, all of what is brought or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from yunhe.definitions.raw import FieldRefusal
from yunhe.errors import YunheError
from yunhe.observations.observation import (
    OBSERVED,
    SUPERSEDED,
    WITHDRAWN,
    Observation,
    Series,
    Version,
    in_force,
    is_same,
    refusal_to_supersede,
    version_after,
)
from yunhe.observations.table import Rows
from yunhe.server.ledger import chain
from yunhe.server.observations import periods, versions
from yunhe.server.observations.periods import Standing
from yunhe.types import Event, Json

UNSEATED = FieldRefusal("真实数据要由在岗的人办", "用 yunhe post appoint 登记任职；练习用 --simulated")


@dataclass
class RefusedError(YunheError):
    """An observation was refused; nothing was written."""

    subject: str
    refused: FieldRefusal

    def __str__(self) -> str:
        return f"{self.subject}: {self.refused}"


class By(NamedTuple):
    """Who acts, and when: a post, the key of who holds it, an instant.

    `seated` says that they were found to hold the post then; without it only simulated data may be touched. `of` is
    whom they stand in for.
    """

    post: str
    person: str
    at: datetime
    seated: bool = False
    of: str = ""

    def said(self) -> dict[str, Json]:
        """What an event says of how they act: nothing for a holder."""
        return {"through": {"as": "代理", "of": self.of}} if self.of else {}


class Kept(NamedTuple):
    """What became of the observations that were brought."""

    new: int
    superseding: int
    same: int


def observe(observation: Observation, by: By) -> Version:
    """Keep one observation; raises RefusedError when it may not stand, and then nothing was written."""
    with transaction.atomic():
        periods.hold()
        last = versions.last(observation.series.subject)
        refused = _refusal(observation, last, periods.locked(), by)
        if refused is not None:
            raise RefusedError(observation.series.subject, refused)
        now = in_force(last)
        if now is not None and is_same(now, observation):
            return now
        return _write(observation, last, by)


def bring_in(rows: Rows, by: By, *, partly: bool = False) -> tuple[Rows, Kept]:
    """Keep the observations of a file, all in one transaction: every one, or only those without fault when `partly`."""
    counts = {"new": 0, "superseding": 0, "same": 0}
    with transaction.atomic():
        periods.hold()
        locked = periods.locked()
        lasts = {row.number: versions.last(row.observation.series.subject) for row in rows.found}
        refusals = {row.number: _refusal(row.observation, lasts[row.number], locked, by) for row in rows.found}
        rows = rows.refusing({number: refused for number, refused in refusals.items() if refused is not None})
        if rows.is_whole or partly:
            for row in sorted(rows.found, key=lambda one: one.observation.series.subject):  # one order for all writers
                counts[_bring(row.observation, lasts[row.number], by)] += 1
    return rows, Kept(**counts)


def withdraw(series: Series, reason: str, by: By) -> Version:
    """Take the value in force away and give none; it stays in the history."""
    subject = series.subject
    with transaction.atomic():
        periods.hold()
        last = versions.last(subject)
        if last is None or last.is_withdrawn:
            raise RefusedError(subject, FieldRefusal("没有现行的观测值", "用 yunhe observe list 看有哪些"))
        if not (by.seated or last.simulated):
            raise RefusedError(subject, UNSEATED)
        if not reason.strip():
            raise RefusedError(subject, FieldRefusal("撤回没有写理由", "用 --reason 写明理由"))
        lock = periods.lock_on(series, periods.locked())
        if lock is not None:
            raise RefusedError(subject, _locked(lock))
        return _append(subject, WITHDRAWN, {"reason": reason, "withdraws": last.number}, last, by)


def _refusal(new: Observation, last: Version | None, locked: Sequence[Standing], by: By) -> FieldRefusal | None:
    """Why an observation may not stand; one that says nothing new is never refused."""
    now = in_force(last)
    if now is not None and is_same(now, new):
        return None
    if not (by.seated or new.simulated):
        return UNSEATED
    lock = periods.lock_on(new.series, locked)
    return _locked(lock) if lock is not None else refusal_to_supersede(now, new)


def _locked(lock: Standing) -> FieldRefusal:
    level = lock.levels[-1]
    problem = f"期间 {lock.period.text}（{lock.dataset}）已由“{level}”审定，锁定了"
    return FieldRefusal(problem, f"先 yunhe period unapprove {lock.dataset} {lock.period.text} --level {level}")


def _bring(new: Observation, last: Version | None, by: By) -> str:
    now = in_force(last)
    if now is not None and is_same(now, new):
        return "same"
    _write(new, last, by)
    return "new" if now is None else "superseding"


def _write(new: Observation, last: Version | None, by: By) -> Version:
    body = new.body()
    if last is None or last.is_withdrawn:
        return _append(new.series.subject, OBSERVED, body, last, by)
    return _append(new.series.subject, SUPERSEDED, body | {"supersedes": last.number}, last, by)


def _append(subject: str, kind: str, body: dict[str, Json], last: Version | None, by: By) -> Version:
    """One event behind the last, and its row."""
    number = 0 if last is None else last.number
    at = by.at if last is None else max(by.at, last.at)
    event = Event(subject, number + 1, at, kind, by.post, by.person, body | by.said())
    chain.append(subject, [event], number)
    version = version_after(event, last)
    versions.insert([version])
    return version
