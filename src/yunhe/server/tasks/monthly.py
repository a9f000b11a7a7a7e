"""The monthly report of a unit: one form for all its tasks; each row is a step of its own matter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from yunhe.access.scope import Scope
from yunhe.definitions.fields import FieldRefusal
from yunhe.errors import YunheError
from yunhe.mechanisms.mechanism import Action, Mechanism
from yunhe.server.access import acting
from yunhe.server.access.reader import Seat
from yunhe.server.floor import matter, steps
from yunhe.server.floor.matter import Choice
from yunhe.server.matters.work import Office
from yunhe.server.tasks.board import Task, tasks
from yunhe.types import Json


class Line(NamedTuple):
    """A task that a seat reports on; `shut` says why it cannot now."""

    task: Task
    choice: Choice
    shut: str
    typed: Mapping[str, str] = {}
    problems: Mapping[str, str] = {}

    @property
    def number(self) -> str:
        """The matter."""
        return self.task.situation.subject

    @property
    def cells(self) -> list[tuple[str, str, str, str]]:
        """Each field that is asked for: name, what is typed there, what was said before, what is wrong with it."""
        typed, wrong = self.typed, self.problems
        return [(one, typed.get(one, self._begins(one)), self.before(one), wrong.get(one, "")) for one in self.asked]

    @property
    def asked(self) -> list[str]:
        """The fields that are asked for."""
        return [one.name for one in self.choice.offer.inputs]

    def before(self, name: str) -> str:
        """What a field said before."""
        return str(self.task.situation.values.get(name) or "")

    def _begins(self, name: str) -> str:
        """Numbers begin as they were, words anew."""
        field = next(one.field for one in self.choice.offer.inputs if one.name == name)
        return self.before(name) if field is not None and field.kind in ("decimal", "whole") else ""

    def is_told(self, said: Mapping[str, str]) -> bool:
        """Whether anything was typed that did not stand there when the form was opened."""
        return any(said.get(name, "").strip() not in ("", self._begins(name)) for name in self.asked)


class Done(NamedTuple):
    """What came of the form: how many were reported, and the lines that were not, as typed."""

    reported: int
    left: tuple[Line, ...]


def action_of(mechanism: Mechanism) -> Action | None:
    """The action by which progress is reported and the matter stays where it is."""
    assert mechanism.pace is not None
    for stage in mechanism.stages.values():
        for action in stage.actions.values():
            if action.to == stage.name and mechanism.pace.progress in action.needs:
                return action
    return None


def lines(office: Office, mechanism: Mechanism, seats: Sequence[Seat], scope: Scope, now: datetime) -> list[Line]:
    """The tasks that wait for a report from one of these seats."""
    action = action_of(mechanism)
    posts = {seat.post for seat in seats}
    if action is None:
        return []
    mine = [task for task in tasks(office, mechanism.key, scope, now) if task.situation.owner in posts]
    found = []
    for task in mine:
        standing = matter.Standing(office, office.version_of(task.situation), task.situation, now)
        choice = matter.choice(standing, seats, action.name, task.situation.owner)
        if choice is not None:
            found.append(Line(task, choice, str(choice.offer.refused or "")))
    return found


def report(office: Office, found: Sequence[Line], typed: Mapping[str, Mapping[str, str]], now: datetime) -> Done:
    """Report every line of which something was typed, each in a transaction of its own."""
    reported, left = 0, []
    for line in found:
        said = typed.get(line.number, {})
        if line.shut or not line.is_told(said):
            continue
        problems = _report(office, line, said, now)
        if problems:
            left.append(line._replace(typed=said, problems=problems))
        else:
            reported += 1
    return Done(reported, tuple(left))


def _report(office: Office, line: Line, said: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What is wrong by field; nothing when it is reported."""
    given: dict[str, Json] = {}
    problems: dict[str, str] = {}
    for one in line.choice.offer.inputs:
        written = said.get(one.name, "").strip()
        if not written:
            problems[one.name] = "没有填"
            continue
        try:
            given[one.name] = one.field.read(written) if one.field else written
        except FieldRefusal as refusal:
            problems[one.name] = str(refusal)
    if problems:
        return problems
    act = steps.act_of(line.choice, now)._replace(given=given)
    try:
        seat = line.choice.seat
        acting.do_as(office, seat, line.number, acting.signed(seat, act, line.task.situation.store))
    except YunheError as error:
        return {line.choice.offer.inputs[0].name: str(error).removeprefix(f"{line.number}: ")}
    return {}
