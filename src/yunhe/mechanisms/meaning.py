"""The fingerprint of what a mechanism means, by which a running matter knows its version again.

Only what the file says goes in, under the names of the keys: what is left at its default does not. So the machine may
learn a new key without any running matter taking its mechanism for a changed one.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunhe.mechanisms.mechanism import Mechanism

LEFT_OUT = frozenset(("line", "path", "district"))  # where something stands, and for which district
NOTHING: tuple[object, ...] = (None, "", (), {})


def digest_of(made: "Mechanism") -> str:
    """The fingerprint of all that a mechanism means: not its path, comments, examples, feeds or retention."""
    told = {
        "head": [made.key, made.name, made.version, made.basis, made.kept_by, made.upstream, made.store, made.start],
        "units": made.units,
        "fields": list(made.fields.values()),
        "clocks": list(made.clocks.values()),
        "states": list(made.stages.values()),
        "checklist": made.checklist,
        "consent": made.consent,
        "pace": made.pace,
        "points": made.points,
    }
    text = json.dumps(
        _told({key: item for key, item in told.items() if item not in NOTHING}),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _told(value: object) -> object:
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, Mapping):
        return {str(key): _told(item) for key, item in value.items()}
    if is_dataclass(value) or hasattr(value, "_field_defaults"):
        return {name: _told(item) for name, item, usual in _parts(value) if item not in (*NOTHING, usual)}
    if isinstance(value, list | tuple):
        return [_told(item) for item in value]
    return str(value)  # an exact number or a day


def _parts(value: object) -> Iterator[tuple[str, object, object]]:
    """Name, value and default of each part of a record, but where it stands."""
    defaults = {one.name: _default(one) for one in fields(value)} if is_dataclass(value) else _of_tuple(value)
    for name, usual in defaults.items():
        if name not in LEFT_OUT:
            yield name, getattr(value, name), usual


def _default(one: "Field[object]") -> object:
    return None if one.default is MISSING else one.default


def _of_tuple(value: object) -> dict[str, object]:
    kind = type(value)
    names, defaults = vars(kind)["_fields"], vars(kind)["_field_defaults"]
    return {name: defaults.get(name) for name in names}
