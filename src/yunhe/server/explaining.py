"""Finds an event by how people name it, and has it explained under the version it happened under."""

from collections.abc import Iterator

from yunhe.mechanisms.explanation import explained
from yunhe.mechanisms.situation import walk
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.types import Event


def explanation(place: str, district: str | None) -> Iterator[str]:
    """The sentences about the event at a place: subject#number."""
    events = up_to(place)
    if events[0].kind != "opened":
        return explained(None, None, events[-1])
    from yunhe.server.office import office_of

    before = walk(events[:-1]) if len(events) > 1 else None
    under = before or walk(events)
    return explained(office_of(district).version_of(under), before, events[-1])


def up_to(place: str) -> tuple[Event, ...]:
    """The history of the subject up to and with the event."""
    subject, sign, number = place.rpartition("#")
    if not sign or not (number.isascii() and number.isdecimal()):
        raise StoreError(place, "不是一条办理记录", "写成 事项编号#记录号，如 信访-2025-000001#4")
    events = chain.read(subject)
    if not 0 < int(number) <= len(events):
        problem = f"只有{len(events)}条记录" if events else "没有这件事项"
        raise StoreError(place, problem, "用 yunhe run show 看记录")
    return events[: int(number)]
