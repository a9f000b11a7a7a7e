"""Writes all that was simulated as sorted lines of JSON, personal values in clear: two runs of one seed are the same.

Hashes, keys of the vault and its salts differ from run to run and are left out. Nothing real is ever written here.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from yunhe.atomic import whole_file
from yunhe.definitions.fields import DataClass, Field
from yunhe.registers.register import Register
from yunhe.server.ledger import chain
from yunhe.server.matters import row
from yunhe.server.matters.vaulting import sealed_fields
from yunhe.server.matters.work import Office
from yunhe.server.registers.entering import subject_of
from yunhe.server.statement import Statement
from yunhe.server.vault.looks import Reader
from yunhe.server.vault.opening import is_sealed, open_values
from yunhe.types import Event, Json

READER, PURPOSE = Reader("模拟", "模拟.导出岗"), "模拟数据按种子比对"
CHUNK = 500
_MATTERS = Statement("SELECT number FROM matters_matter WHERE simulated AND number > %s ORDER BY number LIMIT %s")
_ENTRIES = Statement(
    "SELECT register, key FROM registers_entry WHERE simulated AND subject > %s ORDER BY subject LIMIT %s"
)
FieldsOf = Callable[[Mapping[str, Json]], Mapping[str, Field]]


class Everything:
    """What the simulation may see of what it made."""

    def may_see(self, reader: Reader, store: str, data_class: DataClass) -> bool:
        """All of it: nothing of it is of anybody."""
        return True


class Exported(NamedTuple):
    """How many lines, and their digest."""

    lines: int
    sha256: str


def export(path: Path, office: Office, registers: Mapping[str, Register], step: Callable[[], None]) -> Exported:
    """Write every simulated event, subject by subject in order."""
    digest, count = hashlib.sha256(), 0
    with whole_file(path) as out:
        for subject, fields_of in _subjects(office, registers):
            for event in chain.read(subject):
                line = _line(event, fields_of)
                digest.update(line)
                out.write(line)
                count += 1
            step()
    return Exported(count, digest.hexdigest())


def _subjects(office: Office, registers: Mapping[str, Register]) -> Iterator[tuple[str, FieldsOf]]:
    """Entries, then matters, each with the fields by which its sealed values are read."""
    after = ""
    while found := _ENTRIES.rows((after, CHUNK)):
        for name, key in found:
            fields = registers[str(name)].fields if str(name) in registers else {}
            after = subject_of(str(name), str(key))
            yield after, partial(_always, fields)
    after = ""
    while found := _MATTERS.rows((after, CHUNK)):
        for (number,) in found:
            after = str(number)
            mechanism = office.version_of(row.find(after))
            yield after, partial(sealed_fields, mechanism)


def _always(fields: Mapping[str, Field], values: Mapping[str, Json]) -> Mapping[str, Field]:
    return fields


def _line(event: Event, fields_of: FieldsOf) -> bytes:
    body = _opened(event.body, event.subject, fields_of)
    said = [event.subject, event.number, event.at.isoformat(), event.kind, event.actor, event.person, body]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _opened(value: Json, subject: str, fields_of: FieldsOf) -> Json:
    """A value with everything sealed in it shown."""
    if isinstance(value, Mapping):
        if any(map(is_sealed, value.values())):
            value = open_values(READER, PURPOSE, Everything(), subject, fields_of(value), value)
        return {key: _opened(each, subject, fields_of) for key, each in value.items()}
    return [_opened(each, subject, fields_of) for each in value] if isinstance(value, list | tuple) else value
