"""The one way to write an event down, and its hash (docs/ledger.md says it in full).

The text of an event is the JSON array `["yunhe-event-1", subject, number, at, kind, actor, person, body, previous]`
without blanks, keys sorted by code point, no escapes but those JSON demands; its hash is the sha256 of that text in
UTF-8, as lower-case hex. The first event of a subject has 64 zeros as `previous`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import chain
from json.encoder import encode_basestring
from typing import Any, Final

from yunhe.server.errors import StoreError
from yunhe.types import Event, Json

FORM = "yunhe-event-1"
NOTHING_BEFORE = "0" * 64
LARGEST_WHOLE = 2**53 - 1  # what every reader of JSON keeps exact
LONGEST_NAME = 200
LONGEST_BODY = 1 << 20
DEEPEST_BODY = 20

_TEXT: Final = frozenset((str,))
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode  # what goes round in a circle is deeper than is allowed


def instant_text(at: datetime) -> str:
    """An instant in UTC, always with microseconds: 2026-11-24T16:00:00.000000Z."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def event_hash(subject: str, number: int, at: str, kind: str, actor: str, person: str, body: str, previous: str) -> str:
    """The hash of an event of which instant and body are already in their canonical text."""
    quoted = encode_basestring
    text = (
        f'["{FORM}",{quoted(subject)},{number},{quoted(at)},{quoted(kind)},{quoted(actor)},{quoted(person)},'
        f"{body},{quoted(previous)}]"
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def body_text(event: Event) -> str:
    """The body as canonical JSON; refuses what another reader of JSON could read otherwise."""
    text = _encode(event.body if _is_plain(event.body) else _plain(event.body, event, 0))
    if len(text) > LONGEST_BODY:
        raise _refused(event, f"内容有 {len(text)} 个字", "大的材料另存，记录里只写它的摘要")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _refused(event, "内容里有不成字的编码（孤立代理项）", "检查来源的编码") from None
    return text


def checked(event: Event) -> Event:
    """The event, when its names can be written down exactly."""
    for what, name in (("事项", event.subject), ("种类", event.kind), ("岗位", event.actor), ("办理人", event.person)):
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise _refused(event, f"{what}写法不对（{name[:20]!r}）", f"不超过 {LONGEST_NAME} 字，不含控制字符")
    if not (event.subject and event.kind and event.actor):
        raise _refused(event, "事项、种类、岗位不能空", "写全")
    return event


def _is_plain(body: object) -> bool:
    """Whether the encoder writes a body exactly as it stands; what is not is copied or refused by `_plain`.

    Every event is asked: level by level, without a call for each value.
    """
    level: list[Iterable[Any]] = [(body,)]
    for _ in range(DEEPEST_BODY + 1):
        deeper: list[Iterable[Any]] = []
        for value in chain.from_iterable(level):
            kind = type(value)
            if kind is str or kind is bool or value is None:
                continue
            if kind is dict and _TEXT.issuperset(map(type, value)):
                deeper.append(value.values())
            elif kind is list or kind is tuple:
                deeper.append(value)
            elif kind is not int or not -LARGEST_WHOLE <= value <= LARGEST_WHOLE:
                return False
        if not deeper:
            return True
        level = deeper
    return False


def _plain(value: Json, event: Event, depth: int) -> object:
    """The value in plain dicts and lists; texts, by far the most, are passed over without a call."""
    if isinstance(value, str | bool) or value is None:
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_WHOLE:
            raise _refused(event, f"整数 {value} 太大，别的程序读不准", "写成文字")
        return int(value)
    if depth == DEEPEST_BODY:
        raise _refused(event, f"内容嵌套超过 {DEEPEST_BODY} 层", "减少嵌套")
    if isinstance(value, dict | Mapping):
        for key in value:
            if type(key) is not str:
                _refuse_key(key, event)
        return {key: item if type(item) is str else _plain(item, event, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item if type(item) is str else _plain(item, event, depth + 1) for item in value]
    raise _refused(event, f"内容里有不能记的值（{type(value).__name__}）", "小数和时刻写成文字")


def _refuse_key(key: object, event: Event) -> None:
    if not isinstance(key, str):
        raise _refused(event, f"内容的键不是文字（{key!r}）", "键写成文字")


def _refused(event: Event, problem: str, remedy: str) -> StoreError:
    return StoreError(f"{event.subject[:LONGEST_NAME]}#{event.number}", problem, remedy)
