"""What the printed sheets of a matter say. Personal fields stay covered: a sheet leaves the house."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from yunhe.access.posts import is_post, unit_of
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.floor import counting, timeline
from yunhe.server.floor.board import title_of
from yunhe.server.floor.matter import Standing
from yunhe.server.floor.timeline import Entry
from yunhe.server.pages.floor import before
from yunhe.types import Event


def order(found: Standing) -> dict[str, Any]:
    """From whom, to whom, what, until when."""
    situation = found.now
    to = unit_of(situation.owner) if is_post(situation.owner) else situation.owner
    given = next((event for event in reversed(found.events) if _hands_over(event, situation.owner)), None)
    named = (title_of(found.mechanism, situation.values), to)  # what the head of the sheet says already
    return {
        "sender": unit_of(given.actor) if given else "",
        "receiver": to,
        "given_on": day(given.at) if given else day(datetime.fromisoformat(situation.opened)),
        "co_units": list(situation.joint),
        "facts": [fact for fact in before.facts_of(found, situation) if not fact.sealed and fact.said not in named],
        "covered": any(map(is_sealed, situation.values.values())),
        "counts": counting.counts(found.mechanism, situation, found.at, found.office.calendar),
        "printed": found.at,
        "day": day(found.at),
    }


def reply(found: Standing, hidden: Sequence[str]) -> dict[str, Any]:
    """What was asked and what came of it, by the steps that said something; numbers that are hidden are not said."""
    situation = found.now
    said = [entry for entry in reversed(timeline.entries(found.events, hidden)) if entry.answers]
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


def _paragraphs(said: list[Entry]) -> Iterator[tuple[Entry, str]]:
    for entry in said:
        for said_so in entry.answers:
            yield entry, said_so
