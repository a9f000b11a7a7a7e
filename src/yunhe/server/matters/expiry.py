"""Finds what may no longer be kept: personal payload of matters that ended long enough ago (个人信息保护法 第十九条).

for found in run_out(library, today): print(found)      # Over: may go; Waiting: its time has come, but it is needed
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from yunhe.definitions.retention import Retention
from yunhe.mechanisms.guarding import ENDED
from yunhe.mechanisms.library import Library
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.errors import StoreError
from yunhe.server.matters import row
from yunhe.server.statement import Statement
from yunhe.server.vault.erasure import Order, Plan, erase_subject

AT_A_TIME = 500
BECAUSE = "保存期限届满（个人信息保护法 第四十七条第一款第二项）"
_ENDED = Statement(
    "SELECT number FROM matters_matter WHERE outcome IS NOT NULL AND number > %s "
    "AND EXISTS (SELECT 1 FROM vault_payload WHERE vault_payload.subject = matters_matter.number) "
    "ORDER BY number LIMIT %s"
)
_OPEN = Statement("SELECT 1 FROM matters_matter WHERE number = %s AND outcome IS NULL")


class Over(NamedTuple):
    """A matter or an entry whose payload may be kept no longer, and since which day."""

    subject: str
    store: str
    since: date
    retention: Retention

    def __str__(self) -> str:
        return f"{self.subject}：{self.retention.said()}，{self.since} 起不得再存（{self.retention.basis}）"


class Waiting(NamedTuple):
    """A matter or an entry whose payload stays for a reason that somebody should know."""

    subject: str
    store: str
    why: str

    def __str__(self) -> str:
        return f"{self.subject}：{self.why}"


Found: TypeAlias = Over | Waiting


def run_out(library: Library, today: date) -> Iterator[Found]:
    """Every ended matter that still has payload and whose time has come, or cannot be told."""
    after = ""
    while numbers := [str(number) for (number,) in _ENDED.rows((after, AT_A_TIME))]:
        for number in numbers:
            found = look_at(library, row.find(number), today)
            if found is not None:
                yield found
        after = numbers[-1]


def look_at(library: Library, situation: Situation, today: date) -> Found | None:
    """How it stands with one matter; None while it may be kept."""
    versions = library.versions.get(situation.mechanism)
    if versions is None:
        return Waiting(
            situation.subject, situation.store, f"没有机制“{situation.mechanism}”的定义，不知道存多久 → 补上定义"
        )
    retention = versions[-1].retention
    if situation.is_open or retention is None or retention.is_forever:
        return None
    begun = _begun(situation, retention)
    if begun is None:
        return Waiting(
            situation.subject,
            situation.store,
            f"没有填“{retention.after}”，保存期限没法算 → 更正，或用 yunhe erase 删除",
        )
    over = retention.ends(begun)
    if over is None or today < over:
        return None
    needed_by = next((other for other in _family(situation) if _OPEN.rows((other,))), None)
    if needed_by:
        return _waiting(situation, f"期限已满，{needed_by} 还在办，办结后再删")
    return Over(situation.subject, situation.store, over, retention)


def erase_over(library: Library, found: Over, today: date, order: Order) -> list[Plan]:
    """Let the payload of a matter go, unless it has begun to run again meanwhile."""

    def still_over() -> None:
        now, _ = row.take(found.subject)
        if not isinstance(look_at(library, now, today), Over):
            raise StoreError(found.subject, "又在办了，没有删除", "办结后再删")

    return erase_subject(found.subject, order, still_over)


def _waiting(situation: Situation, why: str) -> Waiting:
    return Waiting(situation.subject, situation.store, why)


def _begun(situation: Situation, retention: Retention) -> date | None:
    """The day from which the time counts."""
    if retention.after != ENDED:
        written = situation.values.get(retention.after)
        return day_of(written) if isinstance(written, str) else None
    return day_of(situation.changed if situation.is_merged else situation.entered)


def day_of(written: str) -> date:
    """The day in China of a date or an instant."""
    return (
        date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written).astimezone(CHINA).date()
    )


def _family(situation: Situation) -> Iterator[str]:
    """The matters that are worked together with this one."""
    yield from filter(None, (situation.parent, situation.merged_into))
    yield from situation.children
