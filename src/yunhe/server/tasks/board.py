"""The tasks that a scope shows, each with its light and why; grouped by light, unit, leader or section."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from yunhe.access.scope import Scope
from yunhe.mechanisms.lights import COLOURS, light
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.server.matters.work import Office
from yunhe.server.statement import Statement
from yunhe.server.statistics.asking import rows

MOST = 2_000
CLOSED = "已结"
WORST_FIRST = (*reversed(COLOURS), CLOSED)
GROUPS = ("light", "unit", "leader", "section")
UNIT, LEADER, SECTION, YEAR, SERIAL, WORK = "牵头单位", "牵头领导", "项目名称", "年度", "序号", "主要工作内容"
_NOBODY = "（没有写）"


class Task(NamedTuple):
    """One task: its situation, the colour of its light, why."""

    situation: Situation
    colour: str
    why: str
    progress: str

    def value(self, name: str) -> str:
        """What a field says, empty when nothing."""
        return str(self.situation.values.get(name) or "")

    @property
    def unit(self) -> str:
        """The unit that leads: the one it was handed to, else the first that the table names."""
        handed = next(iter(self.situation.units.values()), None)
        return str(handed or self.value(UNIT) or _NOBODY)

    @property
    def serial(self) -> tuple[int, str]:
        """As tables count: 2 before 10."""
        written = self.value(SERIAL)
        return (int(written), "") if written.isdecimal() else (0, written)

    def in_group(self, group: str) -> str:
        """The group it stands in."""
        if group == "unit":
            return self.unit
        if group == "leader":
            return self.value(LEADER) or _NOBODY
        return (self.value(SECTION) or _NOBODY) if group == "section" else self.colour


def kinds(office: Office) -> list[Mechanism]:
    """The mechanisms whose matters are tasks: they go at a pace and lead to an entry of a register."""
    found = office.library.current()
    return [one for one in found if one.pace and any(field.register for field in one.fields.values())]


def tasks(office: Office, key: str, scope: Scope, now: datetime) -> list[Task]:
    """The tasks of a mechanism that a scope shows, in the order of their numbers."""
    seen = rows(scope, key)
    text = f"SELECT m.situation FROM {seen.text} ORDER BY m.opened DESC LIMIT %s"
    found = Statement(text).rows((*seen.values, MOST))
    made = [_task(office, Situation.from_json(json.loads(str(written))), now) for (written,) in found]
    return sorted(made, key=lambda one: (one.value(YEAR), one.serial, one.situation.subject))


def one(office: Office, key: str, scope: Scope, number: str, now: datetime) -> Task | None:
    """One task by its number; None when it is none, or not seen."""
    from yunhe.server.matters import desk, row

    if not desk.shows(scope, number):
        return None
    situation = row.find(number)
    return _task(office, situation, now) if situation.mechanism == key else None


def _task(office: Office, situation: Situation, now: datetime) -> Task:
    pace = office.library.version(situation.mechanism, situation.version).pace
    found = light(pace, situation, now)
    progress = str(situation.values.get(pace.progress) or "") if pace else ""
    return Task(situation, found.colour if found else CLOSED, found.why if found else "", progress)


def grouped(found: Sequence[Task], group: str, order: Iterable[str] = ()) -> Iterator[tuple[str, list[Task]]]:
    """The tasks group by group: lights from the worst, others in the order given, the rest by name."""
    kept: dict[str, list[Task]] = {}
    for task in found:
        kept.setdefault(task.in_group(group), []).append(task)
    places = {name: place for place, name in enumerate(WORST_FIRST if group == "light" else order)}
    for name in sorted(kept, key=lambda name: (places.get(name, len(places)), name)):
        yield name, kept[name]


def colours(found: Iterable[Task]) -> Mapping[str, int]:
    """How many there are of each light."""
    counts = dict.fromkeys(WORST_FIRST, 0)
    for task in found:
        counts[task.colour] += 1
    return counts
