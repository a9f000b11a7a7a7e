"""Whether values given anew are those in the vault; nobody is shown anything, and the look is logged all the same."""

from collections.abc import Mapping
from typing import NamedTuple

from yunhe.server.errors import StoreError
from yunhe.server.statement import Statement
from yunhe.server.vault import looks
from yunhe.server.vault.looks import Reader, Shown
from yunhe.server.vault.masterkeys import keyring
from yunhe.server.vault.opening import decrypted
from yunhe.types import Json

_READ = Statement("SELECT person, store, content FROM vault_payload WHERE id = %s AND subject = %s AND field = %s")
_ERASED = Statement("SELECT 1 FROM vault_erasure WHERE id = %s")


class Compared(NamedTuple):
    """Fields whose value is the one that lies there, and those whose value was erased."""

    same: frozenset[str]
    erased: frozenset[str]


def compare(reader: Reader, purpose: str, subject: str, values: Mapping[str, tuple[Json, Json]]) -> Compared:
    """Field by field: what stands for the value in the vault, and what is given; in the caller's transaction."""
    said = looks.checked(reader, purpose, subject)
    ring = keyring()
    same, erased = set(), set()
    shown: dict[str, dict[str, Shown]] = {}
    for name, (kept, given) in values.items():
        assert isinstance(kept, Mapping)
        payload = str(kept["sealed"])
        found = _READ.rows((payload, subject, name))
        if not found:
            _refuse_lost(payload, subject, name)
            erased.add(name)
            continue
        person, store, content = found[0]
        shown.setdefault(person, {})[name] = "比对"
        if decrypted(ring, payload, person, store, subject, name, bytes(content), str(kept["digest"])) == given:
            same.add(name)
    looks.log(reader, said, subject, shown)
    return Compared(frozenset(same), frozenset(erased))


def _refuse_lost(payload: str, subject: str, name: str) -> None:
    if not _ERASED.rows((payload,)):
        raise StoreError(subject, f"“{name}”的内容不在库里，也没有删除的记录", "查是谁动了库，用备份核对")
