"""What the printed sheets of a matter say. Personal fields stay covered: a sheet leaves the house."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from yunhe.access.posts import is_post, unit_of
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.floor import counting, timeline
from yunhe.server.floor.matter import Standing
from yunhe.server.floor.timeline import Entry
from yunhe.server.pages.floor import before
from yunhe.types import Event

ANSWERS = ("答复意见", "办理情况", "处理意见", "答复", "意见", "说明", "完成说明", "办理说明")


def order(found: Standing) -> dict[str, Any]:
    """From whom, to whom, what, until when."""
    situation = found.now
    to = unit_of(situation.owner) if is_post(situation.owner) else situation.owner
    giver = next((event.actor for event in reversed(found.events) if _hands_over(event, situation.owner)), "")
    return {
        "sender": unit_of(giver) if is_post(giver) else giver,
        "receiver": to,
        "co_units": list(situation.joint),
        "facts": [fact for fact in before.facts_of(found, situation) if not fact.sealed],
        "covered": any(map(is_sealed, situation.values.values())),
        "counts": counting.counts(found.mechanism, situation, found.at, found.office.calendar),
        "printed": found.at,
        "day": day(found.at),
    }


def reply(found: Standing) -> dict[str, Any]:
    """What was asked and what came of it, by the steps that said something."""
    situation = found.now
    said = [entry for entry in reversed(timeline.entries(found.events)) if _answers(entry)]
    units = [unit_of(entry.event.actor) for entry in said if is_post(entry.event.actor)]
    return {
        "answers": list(_paragraphs(said)),
        "replier": units[-1] if units else "",
        "outcome": situation.outcome or "",
        "facts": [fact for fact in before.facts_of(found, situation) if not fact.sealed and not fact.file],
        "opened": day(datetime.fromisoformat(situation.opened)),
        "printed": found.at,
        "day": day(found.at),
    }


def day(at: datetime) -> str:
    """2025年3月1日, as official papers write it (GB/T 9704-2012)."""
    local = at.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日"


def _hands_over(event: Event, owner: str) -> bool:
    """Whether an event gave the matter to a post."""
    now = event.body.get("now")
    return isinstance(now, dict) and now.get("owner") == owner and event.actor != owner and is_post(event.actor)


def _answers(entry: Entry) -> bool:
    return any(detail.name in ANSWERS and not detail.sealed and not detail.file for detail in entry.details)


def _paragraphs(said: list[Entry]) -> Iterator[tuple[Entry, str]]:
    for entry in said:
        for detail in entry.details:
            if detail.name in ANSWERS and not detail.sealed and not detail.file:
                yield entry, detail.said
