"""How an entry stands: the fold of its events. Pure; nothing here knows a database.

entered    body: register, key, store, named, values, source, simulated
changed    body: values (what became otherwise; null is gone), source, named where the definition has changed
withdrawn  body: because, source
restored   body: named, values (all of them), source
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from yunhe.registers.entries import folded
from yunhe.types import Event, Json

ENTERED, CHANGED, WITHDRAWN, RESTORED = "entered", "changed", "withdrawn", "restored"
LONGEST_TITLE = 200
SEALED = frozenset(("sealed", "digest"))


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it stands after its event numbered `last`."""

    subject: str
    register: str
    key: str
    store: str
    simulated: bool
    since: datetime
    changed: datetime
    last: int
    named: Mapping[str, Json] = field(default_factory=dict)
    values: Mapping[str, Json] = field(default_factory=dict)
    source: Mapping[str, Json] = field(default_factory=dict)
    withdrawn: datetime | None = None

    @property
    def title(self) -> str:
        """By what people know it."""
        return str(self.values.get(str(self.named.get("title"))) or self.key)[:LONGEST_TITLE]

    @property
    def region(self) -> str:
        """The subdistrict it lies in, where its register says."""
        return str(self.values.get(str(self.named.get("region"))) or "")

    @property
    def folded(self) -> str:
        """Its key without case, width and blanks."""
        return folded(self.key)

    @property
    def imported(self) -> str:
        """The import that touched it last, empty when it was something else."""
        return str(self.source.get("import", ""))

    @property
    def references(self) -> dict[str, tuple[str, str]]:
        """Field → register and key of the entry it leads to; none of one that is withdrawn."""
        leads = self.named.get("refs")
        if self.withdrawn or not isinstance(leads, Mapping):
            return {}
        found = ((name, str(register), self.values.get(name)) for name, register in leads.items())
        return {name: (register, str(key)) for name, register, key in found if key and not is_sealed(key)}

    @property
    def open_values(self) -> dict[str, Json]:
        """The values that may be read."""
        return {name: value for name, value in self.values.items() if not is_sealed(value)}

    @property
    def sealed_values(self) -> dict[str, Json]:
        """What stands for the values in the vault."""
        return {name: value for name, value in self.values.items() if is_sealed(value)}


def is_sealed(value: Json) -> bool:
    """Whether a value stands for one in the vault."""
    return isinstance(value, dict) and value.keys() == SEALED


def fold(before: Standing | None, event: Event) -> Standing:
    """How an entry stands after one more event."""
    body = event.body
    if before is None:
        before = Standing(
            event.subject, str(body["register"]), str(body["key"]), str(body["store"]),
            body.get("simulated") is True, event.at, event.at, 0,
        )  # fmt: skip
    kept = {} if event.kind == RESTORED else dict(before.values)
    for name, value in _mapping(body.get("values")).items():
        kept.pop(name, None) if value is None else kept.update({name: value})
    return replace(
        before,
        changed=event.at,
        last=event.number,
        named=_mapping(body.get("named")) or before.named,
        values=kept,
        source=_mapping(body.get("source")),
        withdrawn=event.at if event.kind == WITHDRAWN else None,
    )


def folded_from(events: Iterable[Event]) -> Standing:
    """How an entry stands after all its events."""
    standing = None
    for event in events:
        standing = fold(standing, event)
    assert standing is not None
    return standing


def text_of(values: Mapping[str, Json]) -> str:
    """Values as one line of JSON, always the same for the same values."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
