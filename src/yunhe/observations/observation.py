"""The observation: one value of a series (indicator × kind × place × period × price basis), its status and source.

A series is a subject of the ledger. Its versions are the fold of its events; nothing is overwritten: a new value
supersedes, in the order 初步 → 最终 → 修订, and the last version that was not withdrawn is the one in force.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, cast

from yunhe.definitions import raw as cell
from yunhe.definitions.raw import FieldRefusal
from yunhe.observations.period import Period, period_of
from yunhe.observations.source import Source
from yunhe.types import Event, Json

STATUSES = ("初步", "最终", "修订")
_STATUS_WORDS = {
    "初步": "初步 初步数 初步核算 初步核算数 初步统计 初步统计数 快报 快报数 预计 预计数",
    "最终": "最终 最终数 最终核实 最终核实数 年报 年报数 核定 核定数",
    "修订": "修订 修订数 普查修订 普查修订数 更正",
}
_STATUS_OF = {word: status for status, words in _STATUS_WORDS.items() for word in words.split()}
OBSERVED, SUPERSEDED, WITHDRAWN = "observed", "superseded", "withdrawn"
PREFIX = "observation:"
PARTED_BY = "/"
LONGEST_PLACE = 50


class Series(NamedTuple):
    """What is observed: one history of values."""

    indicator: str
    kind: str
    place: str
    period: str
    basis: str

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return PREFIX + PARTED_BY.join(self)

    @property
    def when(self) -> Period:
        """Its period with both ends."""
        return period_of(self.period)


@dataclass(frozen=True, slots=True)
class Observation:
    """A value that somebody brings: status, source, and why it stands against an earlier one."""

    series: Series
    value: Decimal
    unit: str
    status: str
    source: Source
    reason: str = ""
    simulated: bool = False

    def body(self) -> dict[str, Json]:
        """What an event says of it."""
        own: dict[str, Json] = dict(zip(Series._fields, self.series, strict=True))
        own |= {"value": cell.plain(self.value), "unit": self.unit, "status": self.status}
        own |= {"source": self.source.body()}
        return own | ({"reason": self.reason} if self.reason else {}) | ({"simulated": True} if self.simulated else {})


class Version(NamedTuple):
    """One version of a series, as an event tells it; `value` is None where the former one was withdrawn."""

    series: Series
    number: int
    at: datetime
    value: Decimal | None
    unit: str
    status: str
    source: Mapping[str, Json]
    reason: str
    simulated: bool
    actor: str
    person: str

    @property
    def is_withdrawn(self) -> bool:
        """Whether it takes the former value away and gives none."""
        return self.value is None


def status_of(raw: object) -> str:
    """初步, 最终 or 修订, as statistics call them."""
    written = "" if cell.is_blank(raw) else cell.signs(raw)
    if not written:
        raise FieldRefusal("没有写状态", f"写 {'、'.join(STATUSES)}")
    if written not in _STATUS_OF:
        raise FieldRefusal(f"“{cell.shown(written)}”不是状态", f"写 {'、'.join(STATUSES)}")
    return _STATUS_OF[written]


def place_of(raw: object) -> str:
    """A place by its name."""
    written = cell.half_width(raw, LONGEST_PLACE)
    if PARTED_BY in written or written.isascii():
        raise FieldRefusal(f"“{cell.shown(written)}”不是地名", "写地名，如 拱墅区、杭州市")
    return written


def versions_of(events: Iterable[Event]) -> tuple[Version, ...]:
    """The versions that the events of one series tell, oldest first."""
    found: list[Version] = []
    for event in events:
        before = found[-1] if found else None
        found.append(_withdrawn(event, before) if event.kind == WITHDRAWN and before else _given(event))
    return tuple(found)


def version_after(event: Event, before: Version | None) -> Version:
    """The version that one event gives after another."""
    return _withdrawn(event, before) if event.kind == WITHDRAWN and before else _given(event)


def _given(event: Event) -> Version:
    body = event.body
    return Version(
        Series(*(str(body[key]) for key in Series._fields)),
        event.number,
        event.at,
        Decimal(str(body["value"])),
        str(body["unit"]),
        str(body["status"]),
        cast("Mapping[str, Json]", body["source"]),
        str(body.get("reason", "")),
        bool(body.get("simulated", False)),
        event.actor,
        event.person,
    )


def _withdrawn(event: Event, before: Version) -> Version:
    return before._replace(
        number=event.number,
        at=event.at,
        value=None,
        reason=str(event.body["reason"]),
        actor=event.actor,
        person=event.person,
    )


def in_force(last: Version | None) -> Version | None:
    """The version that counts: the last one, unless it was withdrawn."""
    return None if last is None or last.is_withdrawn else last


def is_same(now: Version, new: Observation) -> bool:
    """Whether a value says nothing new: the same figure with the same status."""
    return (now.value, now.status, now.simulated) == (new.value, new.status, new.simulated)


def refusal_to_supersede(now: Version | None, new: Observation) -> FieldRefusal | None:
    """Why a value may not take the place of the one in force, or None."""
    if new.status == "修订" and not new.reason:
        return FieldRefusal("修订没有写理由", "写明为什么修订，如 第五次全国经济普查修订")
    if now is None or (now.simulated and not new.simulated):
        return None
    if new.simulated and not now.simulated:
        return FieldRefusal("真实数据不能由模拟数据取代", "模拟数据放在另外的库里")
    known = f"已有{now.status}数 {cell.plain(now.value or Decimal(0))}{now.unit}"
    if STATUSES.index(new.status) < STATUSES.index(now.status):
        return FieldRefusal(f"{known}，不能退回“{new.status}”", "确要更正，状态写“修订”并写明理由")
    if now.status == new.status == "最终":
        return FieldRefusal(f"{known}，不能再换一个最终数", "状态写“修订”并写明理由")
    if now.status == new.status and not new.reason:
        return FieldRefusal(f"{known}，同一状态换数没有写理由", "写明理由")
    return None
