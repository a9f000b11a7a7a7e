"""Shows personal values as far as a reader may see them, and logs every look before anything is seen."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from django.db import transaction

from yunhe.definitions.fields import DataClass, Field
from yunhe.errors import reason
from yunhe.server.errors import StoreError
from yunhe.server.statement import Statement
from yunhe.server.vault import ciphers, looks, persons, sealed_files
from yunhe.server.vault.looks import Reader, Shown
from yunhe.server.vault.masks import mask
from yunhe.server.vault.masterkeys import Keyring, keyring
from yunhe.server.vault.sealing import place_of
from yunhe.types import Json

WITHHELD, ERASED = "（无权查看）", "已删除"
_READ = Statement("SELECT person, store, subject, field, content FROM vault_payload WHERE id = %s")
_ERASED = Statement("SELECT person FROM vault_erasure WHERE id = %s")


class Access(Protocol):
    """Who may see what. Whoever may not even see 内部 of a store gets nothing of it, no masked value either."""

    def may_see(self, reader: Reader, store: str, data_class: DataClass) -> bool:
        """Whether a reader may see the values of a class in a store."""


class Opened(NamedTuple):
    """One value as the reader sees it: whose, how much was shown, and what."""

    person: str
    shown: Shown
    value: Json


def open_values(
    reader: Reader, purpose: str, access: Access, subject: str, fields: Mapping[str, Field], values: Mapping[str, Json]
) -> dict[str, Json]:
    """The values of a subject as a reader may see them; the look is committed before this returns.

    Where the database refuses the log, nothing is shown. Not to be called inside a transaction that may yet be undone.
    """
    said = looks.checked(reader, purpose, subject)
    with transaction.atomic(durable=True):
        opened = {
            name: _open(reader, access, subject, fields.get(name), name, value)
            for name, value in values.items()
            if is_sealed(value)
        }
        looks.log(reader, said, subject, _shown(opened))
    return {**values, **{name: _without_key(each.value) for name, each in opened.items()}}


def open_file(
    reader: Reader, purpose: str, access: Access, subject: str, field: Field, value: Json, folder: Path
) -> tuple[str, Iterator[bytes]]:
    """The name and the content of a piece of evidence; the look is committed before anything of it is read.

    Evidence that lies in the open is looked at on record too.
    """
    said = looks.checked(reader, purpose, subject)
    with transaction.atomic(durable=True):
        opened = _open(reader, access, subject, field, field.name, value) if is_sealed(value) else _plain(value)
        looks.log(reader, said, subject, {opened.person: {field.name: opened.shown}})
    if opened.shown != "明文" or not isinstance(opened.value, Mapping):
        raise StoreError(subject, f"“{field.name}”{opened.shown}", "由看得到它的岗位来看")
    return str(opened.value["name"]), _content(subject, field.name, opened.value, folder)


def _plain(value: Json) -> Opened:
    return Opened("", "明文", value)


def _content(subject: str, name: str, file: Mapping[str, Json], folder: Path) -> Iterator[bytes]:
    """The blocks of a file, held against its digest at the end."""
    digest, sha256 = hashlib.sha256(), str(file["sha256"])
    try:
        if sealed_files.is_one(file):
            blocks = sealed_files.opened(folder, str(file["kept"]), sealed_files.read_key(file["key"]))
        else:
            blocks = iter([(folder / sha256[:2] / sha256).read_bytes()])
        for block in blocks:
            digest.update(block)
            yield block
    except OSError as error:
        raise StoreError(subject, f"“{name}”的文件读不到（{reason(error)}）", "检查 YUNHE_FILES，用备份核对") from None
    except ciphers.TamperedError:
        raise _tampered(subject, name) from None
    if digest.hexdigest() != sha256:
        raise _tampered(subject, name)


def _without_key(value: Json) -> Json:
    """A value as it is shown: of a file its name, digest and size."""
    if not isinstance(value, Mapping) or not sealed_files.is_one(value):
        return value
    return {key: said for key, said in value.items() if key not in sealed_files.KEYS}


def is_sealed(value: Json) -> bool:
    """Whether a value stands for one in the vault."""
    return isinstance(value, Mapping) and set(value) == {"sealed", "digest"}


def _open(reader: Reader, access: Access, subject: str, field: Field | None, name: str, value: Json) -> Opened:
    """One value; a field that no definition knows any more is shown to nobody."""
    assert isinstance(value, Mapping)
    payload = str(value["sealed"])
    rows = _READ.rows((payload,))
    if not rows:
        return _absent(subject, name, payload)
    person, store, of_subject, of_field, content = rows[0]
    if not access.may_see(reader, store, "内部") or field is None:
        return Opened(person, "未给", WITHHELD)
    if (of_subject, of_field) != (subject, name):
        raise _tampered(subject, name)
    plain = decrypted(keyring(), payload, person, store, subject, name, bytes(content), str(value["digest"]))
    if access.may_see(reader, store, field.data_class):
        return Opened(person, "明文", plain)
    return Opened(person, "掩码", mask(field, plain))


def decrypted(
    ring: Keyring, payload: str, person: str, store: str, subject: str, name: str, content: bytes, digest: str
) -> Json:
    """The value, when it is the one of which the event holds the digest."""
    bearer = persons.find(ring, person, store)
    try:
        found = ciphers.decrypt(bearer.secret, content, *place_of(payload, person, store, subject, name))
    except ciphers.TamperedError:
        raise _tampered(subject, name) from None
    plain, of_found = ciphers.unpacked(found)
    if of_found != digest:
        raise _tampered(subject, name)
    return plain


def _absent(subject: str, name: str, payload: str) -> Opened:
    rows = _ERASED.rows((payload,))
    if not rows:
        problem = f"“{name}”的内容不在库里，也没有删除的记录"
        raise StoreError(subject, problem, "查是谁动了库，用备份核对")
    return Opened(str(rows[0][0]), "已删除", ERASED)


def _tampered(subject: str, name: str) -> StoreError:
    return StoreError(subject, f"“{name}”的内容与办理记录里的摘要不符，库被改过", "查是谁动了库，用备份核对")


def _shown(opened: Mapping[str, Opened]) -> dict[str, dict[str, Shown]]:
    """What was shown, person by person."""
    found: dict[str, dict[str, Shown]] = {}
    for name, each in opened.items():
        found.setdefault(each.person, {})[name] = each.shown
    return found
