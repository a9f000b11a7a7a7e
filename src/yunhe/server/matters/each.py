"""Opens one matter for each entry of a register: all of those asked for, or none; entries that have one are passed by.

The reference field of the mechanism leads to the entry; open fields of the same name take its values, and what else is
given holds for all.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.db import transaction

from yunhe.errors import UnreadableError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access import acting
from yunhe.server.access.reader import Seat
from yunhe.server.matters.work import Office
from yunhe.server.registers import listing
from yunhe.server.registers.seeing import Sight
from yunhe.server.registers.standing import Standing
from yunhe.server.statement import Statement
from yunhe.types import Json

MOST = 5_000
_OF = Statement("SELECT situation FROM matters_matter WHERE mechanism = %s AND simulated = %s")


class Opened(NamedTuple):
    """What was opened, and how many entries had a matter already."""

    situations: tuple[Situation, ...]
    passed_by: int


def open_each(
    office: Office, seat: Seat | None, key: str, sight: Sight, asked: Mapping[str, Json], act: Act, *, simulated: bool
) -> Opened:
    """One matter for each entry that is as asked for; the act's own values win over those of the entry."""
    mechanism = office.library.in_force(key, act.at.astimezone(CHINA).date())
    reference = _reference(mechanism, sight)
    with transaction.atomic():
        entries = listing.entries(sight, asked, MOST + 1)
        if len(entries) > MOST:
            raise UnreadableError(sight.register.name, f"超过{MOST}条", "用 --where 分几次")
        there = {values.get(reference) for values in _values_of(key, simulated)}
        entries = [entry for entry in entries if entry.simulated == simulated]
        fresh = [entry for entry in entries if entry.key not in there]
        acts = [act._replace(given=_given(mechanism, reference, one, act)) for one in sorted(fresh, key=_in_order)]
        opened = tuple(acting.open_as(office, seat, key, one, simulated=simulated) for one in acts)
    return Opened(opened, len(entries) - len(fresh))


def _reference(mechanism: Mechanism, sight: Sight) -> str:
    """The field of the mechanism that leads to entries of the register."""
    found = [name for name, field in mechanism.fields.items() if field.register == sight.register.name]
    if len(found) != 1:
        problem = f"“{mechanism.key}”没有唯一指到台账“{sight.register.name}”的字段"
        raise UnreadableError(mechanism.path, problem, "在 fields 里写一个 {type: ref, register: …}")
    return found[0]


def _values_of(key: str, simulated: bool) -> Iterator[Mapping[str, Json]]:
    for (written,) in _OF.rows((key, simulated)):
        yield json.loads(str(written)).get("values", {})


def _in_order(entry: Standing) -> list[tuple[int, str]]:
    """As people count: 2 before 10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split("([0-9]+)", entry.key)]


def _given(mechanism: Mechanism, reference: str, entry: Standing, act: Act) -> dict[str, Json]:
    """What a matter begins with: the open values that it has a field for, its reference, what was said for all."""
    shared = {
        name: value
        for name, value in entry.open_values.items()
        if name in mechanism.fields and name != reference and value is not None
    }
    return {**shared, **act.given, reference: entry.key}
