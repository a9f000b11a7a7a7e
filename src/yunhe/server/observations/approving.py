"""Approves a period of a dataset level by level, and takes an approval back: event and row in one transaction."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction

from yunhe.definitions.raw import FieldRefusal
from yunhe.errors import YunheError
from yunhe.observations.approval import (
    APPROVED,
    EVERYTHING,
    SUBMITTED,
    UNAPPROVED,
    Approval,
    Dataset,
    Level,
    after_approving,
    after_unapproving,
    subject_of,
)
from yunhe.observations.period import Period
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.observations import periods
from yunhe.server.observations.keeping import UNSEATED, By
from yunhe.server.observations.periods import Standing
from yunhe.server.statement import Statement
from yunhe.types import Event, Json

Decide = Callable[[Approval, tuple[str, ...], Level], tuple[str, ...]]
_FIGURES = Statement(
    "SELECT v.subject, v.number, e.hash, v.indicator, v.simulated FROM observations_version v "
    "JOIN ledger_event e ON e.subject = v.subject AND e.number = v.number "
    "WHERE v.starts >= %s AND v.ends <= %s AND v.value IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM observations_version n WHERE n.subject = v.subject AND n.number > v.number)"
)


@dataclass
class UndecidedError(YunheError):
    """A decision on a period was refused; nothing was written."""

    subject: str
    refused: FieldRefusal

    def __str__(self) -> str:
        return f"{self.subject}: {self.refused}"


class Figures(NamedTuple):
    """The observations in force that an approval covers: how many, how many simulated, their digest."""

    observations: int
    simulated: int
    digest: str


class Question(NamedTuple):
    """What is decided on: a period of a dataset, at a level, under the district's rules."""

    approval: Approval
    dataset: Dataset
    period: Period
    level: Level

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return subject_of(self.dataset.name, self.period.text)

    @property
    def members(self) -> tuple[str, ...] | None:
        """The indicators of the dataset, None for every one."""
        return None if self.dataset.name == EVERYTHING else self.dataset.indicators


def approve(question: Question, by: By) -> Standing:
    """Hand in (the first level) or approve at a level: the figures of the period are locked from now on."""
    with transaction.atomic():
        before = _held(question, by)
        levels = _decided(question, after_approving, before)
        members = before.indicators if before and before.levels else question.members
        figures = figures_of(question.period, members)
        _check(before, question, figures, by)
        kind = SUBMITTED if len(levels) == 1 else APPROVED
        return _write(before, question, kind, levels, members, figures, "", by)


def unapprove(question: Question, reason: str, by: By) -> Standing:
    """Take the approval of a level back; with the first one the figures are open again."""
    with transaction.atomic():
        before = _held(question, by)
        if not reason.strip():
            raise UndecidedError(question.subject, FieldRefusal("撤销审定没有写理由", "用 --reason 写明理由"))
        levels = _decided(question, after_unapproving, before)
        members = before.indicators if before else question.members
        figures = figures_of(question.period, members)
        _check(before, question, figures, by)
        return _write(before, question, UNAPPROVED, levels, members, figures, reason, by)


def figures_of(period: Period, members: tuple[str, ...] | None) -> Figures:
    """What lies in a period now; the digest is over the hashes of the events in force, as that of a seal."""
    rows = _FIGURES.rows((period.starts.isoformat(), period.ends.isoformat()))
    kept = sorted(row for row in rows if members is None or row[3] in members)
    lines = (json.dumps(row[:3], ensure_ascii=False, separators=(",", ":")) + "\n" for row in kept)
    return Figures(len(kept), sum(bool(row[4]) for row in kept), hashlib.sha256("".join(lines).encode()).hexdigest())


def _held(question: Question, by: By) -> Standing | None:
    """The standing, kept as it is until the transaction ends; only the post of the level may decide."""
    post = question.approval.post_of(question.level, question.dataset)
    if by.post != post:
        refused = FieldRefusal(f"“{question.level.name}”由“{post}”审定，不是“{by.post}”", f"用 --as {post}")
        raise UndecidedError(question.subject, refused)
    periods.hold(deciding=True)
    return periods.find(question.subject)


def _decided(question: Question, decide: Decide, before: Standing | None) -> tuple[str, ...]:
    try:
        return decide(question.approval, before.levels if before else (), question.level)
    except FieldRefusal as refusal:
        raise UndecidedError(question.subject, refusal) from None


def _check(before: Standing | None, question: Question, figures: Figures, by: By) -> None:
    """Nothing is decided on that is not there, or is not what the level below approved, or by who is in no post."""
    if not figures.observations:
        raise UndecidedError(question.subject, FieldRefusal("这个期间还没有观测值", "先 yunhe observe import"))
    if not by.seated and figures.simulated < figures.observations:
        raise UndecidedError(question.subject, UNSEATED)
    if before is not None and before.levels and before.digest != figures.digest:
        problem = "数据与下级审定时的不同，锁定之后有人改过库"
        raise StoreError(question.subject, problem, "运行 yunhe verify 和 yunhe rebuild --check")


def _write(
    before: Standing | None,
    question: Question,
    kind: str,
    levels: tuple[str, ...],
    members: tuple[str, ...] | None,
    figures: Figures,
    reason: str,
    by: By,
) -> Standing:
    """One event that says all of the standing, and the row."""
    number = before.last if before else 0
    body: dict[str, Json] = {
        "dataset": question.dataset.name,
        "period": question.period.text,
        "starts": question.period.starts.isoformat(),
        "ends": question.period.ends.isoformat(),
        "level": question.level.name,
        "levels": levels,
        "indicators": members,
        "observations": figures.observations,
        "digest": figures.digest,
    }
    more: dict[str, Json] = {"reason": reason} if reason else {}
    more |= {"simulated": figures.simulated} if figures.simulated else {}
    at = max(by.at, before.changed) if before else by.at
    event = Event(question.subject, number + 1, at, kind, by.post, by.person, body | more | by.said())
    chain.append(question.subject, [event], number)
    standing = periods.after(event)
    periods.put(standing)
    return standing
