"""A seal: what is signed over a day of the ledger (docs/ledger.md says it in full).

The signed text is canonical JSON. `digest` is the sha256 over the lines `["subject",number,"hash"]` of every event of
the period, each with its line end, ordered by subject and number; `heads` has the last event of every subject that
changed; `previous` is the sha256 of the signed text of the seal before (64 zeros before the first); `key` the
fingerprint of the public key.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from yunhe.server.ledger.canonical import instant_text

FORM = "yunhe-seal-1"
NOTHING_BEFORE = "0" * 64


class Listed(NamedTuple):
    """An event as a seal lists it."""

    subject: str
    number: int
    hash: str

    @property
    def line(self) -> str:
        """The line that is digested, and that stands in the file of seals."""
        return f"[{encode_basestring(self.subject)},{self.number},{encode_basestring(self.hash)}]\n"


class Stretch(NamedTuple):
    """A day, or the part of it that a seal covers: from `starts` up to but not including `ends`."""

    date: date
    starts: datetime
    ends: datetime


class Sum:
    """What a seal says of its events, gathered one by one in their order."""

    def __init__(self) -> None:
        self.events = 0
        self.heads: list[Listed] = []
        self._digest = hashlib.sha256()

    def add(self, event: Listed) -> None:
        """One event more."""
        self.events += 1
        self._digest.update(event.line.encode("utf-8", "surrogatepass"))
        if self.heads and self.heads[-1].subject == event.subject:
            self.heads[-1] = event
        else:
            self.heads.append(event)

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Seal:
    """The signed text and its signature."""

    body: str
    signature: str

    @property
    def hash(self) -> str:
        """What the next seal names as its previous."""
        return hashlib.sha256(self.body.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def line(self) -> str:
        """How it stands in the file of seals."""
        return f'{{"seal":{self.body},"signature":{encode_basestring(self.signature)}}}\n'

    def said(self) -> dict[str, Any]:
        """The signed text, read."""
        said = json.loads(self.body)
        return said if isinstance(said, dict) else {}


def body(number: int, stretch: Stretch, found: Sum, previous: str, key: str) -> str:
    """The text to sign."""
    return canonical(
        {
            "form": FORM,
            "number": number,
            "date": stretch.date.isoformat(),
            "starts": instant_text(stretch.starts),
            "ends": instant_text(stretch.ends),
            "events": found.events,
            "heads": found.heads,
            "digest": found.digest,
            "previous": previous,
            "key": key,
        }
    )


def canonical(value: object) -> str:
    """Canonical JSON, as of events."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def summed(events: Iterable[Listed]) -> Sum:
    """All of them gathered."""
    found = Sum()
    for event in events:
        found.add(event)
    return found


def heads(said: dict[str, Any]) -> Iterator[Listed]:
    """The heads of a seal that has been read."""
    return (Listed(*head) for head in said["heads"])
