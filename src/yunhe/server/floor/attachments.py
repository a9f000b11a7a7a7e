"""Attachments of a matter, to be taken away by who may see them; what is covered only for a purpose, on record."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from urllib.parse import quote

from yunhe.definitions.fields import Field
from yunhe.server.access.reader import Seat
from yunhe.server.access.sight import Sight
from yunhe.server.errors import StoreError
from yunhe.server.files import folder
from yunhe.server.floor.matter import Standing
from yunhe.server.matters.vaulting import sealed_fields
from yunhe.server.vault.opening import is_sealed, open_file
from yunhe.types import Json

AT_A_TIME = 1 << 20


def value(found: Standing, number: int, name: str) -> Json:
    """What an event says of a file: said with the act, or a field that it changed; None when it says nothing."""
    event = next((event for event in found.events if event.number == number), None)
    if event is None:
        return None
    now = event.body.get("now")
    values = now.get("values") if isinstance(now, Mapping) else None
    told = [each for each in (event.body.get("given"), values) if isinstance(each, Mapping) and name in each]
    kept: Json = told[0][name] if told else None
    return kept if is_sealed(kept) or is_file(kept) else None


def is_file(kept: Json) -> bool:
    """Whether a value is a file in the open."""
    return isinstance(kept, Mapping) and "sha256" in kept


def opened(found: Standing, seat: Seat, purpose: str, name: str, kept: Json) -> tuple[str, Iterator[bytes]]:
    """Name and content of one that is covered; the look is written down before anything of it is read."""
    field = sealed_fields(found.mechanism, [name]).get(name) or Field(name, "file", data_class="个人")
    sight = Sight(seat.scope, found.facts)
    return open_file(seat.reader, purpose, sight, found.situation.subject, field, kept, folder())


def plain(found: Standing, name: str, kept: Mapping[str, Json]) -> tuple[str, Iterator[bytes]]:
    """Name and content of one that lies in the open."""
    path = folder() / str(kept["sha256"])[:2] / str(kept["sha256"])
    if not path.is_file():
        raise StoreError(found.situation.subject, f"“{name}”的文件不在文件夹里", f"查 {folder().name} 的备份")
    return str(kept["name"]), _blocks(path.open("rb"), str(kept["sha256"]), found.situation.subject, name)


def _blocks(file: BinaryIO, sha256: str, subject: str, name: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with file:
        while block := file.read(AT_A_TIME):
            digest.update(block)
            yield block
    if digest.hexdigest() != sha256:
        raise StoreError(subject, f"“{name}”的内容与办理记录里的摘要不符", "查是谁动了文件，用备份核对")


def disposition(name: str) -> str:
    """A download under its own name, whatever signs are in it (RFC 6266, RFC 8187)."""
    plain = "".join(sign if (sign.isascii() and sign.isalnum()) or sign in "._-" else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
