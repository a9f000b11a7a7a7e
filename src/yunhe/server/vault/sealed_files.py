"""Files that may name people, encrypted where they lie: each under a key of its own, which is a value in the vault.

A file is read and written in blocks of a megabyte; each is bound to the file, to its place in it and to whether it is
the last, so that nothing can be cut off, exchanged or put in. Without its value in the vault a file is noise.
"""

import base64
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeGuard

from yunhe.server.vault import ciphers
from yunhe.types import Json

KEYS = ("key", "kept")  # what a value says of such a file beside name, digest and size
BLOCK = 1 << 20
_ROOM = ciphers.NONCE + 16  # nonce and tag of each block


class Kept(NamedTuple):
    """Of a file that was put away: the digest of its content, its name in the folder, and its key."""

    sha256: str
    kept: str
    key: bytes


def is_one(value: Json) -> TypeGuard[Mapping[str, Json]]:
    """Whether a value speaks of a file that lies encrypted."""
    return isinstance(value, Mapping) and all(isinstance(value.get(key), str) for key in KEYS)


def put(source: BinaryIO, folder: Path) -> Kept:
    """Encrypt a file into a folder; what lies there is on the disk when this returns."""
    kept, key, digest = ciphers.new_id("v"), ciphers.new_key(), hashlib.sha256()
    path = place(folder, kept)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(".part")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for number, block, is_last in _blocks(source, BLOCK):
            digest.update(block)
            file.write(ciphers.encrypt(key, block, *_bound(kept, number, is_last)))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return Kept(digest.hexdigest(), kept, key)


def opened(folder: Path, kept: str, key: bytes) -> Iterator[bytes]:
    """The content again, block by block; TamperedError where it is not what was put there."""
    with place(folder, kept).open("rb") as file:
        for number, block, is_last in _blocks(file, BLOCK + _ROOM):
            yield ciphers.decrypt(key, block, *_bound(kept, number, is_last))


def written(key: bytes) -> str:
    """A key as a value in the vault holds it."""
    return base64.b64encode(key).decode()


def read_key(value: Json) -> bytes:
    """The key again."""
    return base64.b64decode(str(value))


def place(folder: Path, kept: str) -> Path:
    """Where a file of this name lies."""
    return folder / kept[:4] / kept


def names(folder: Path) -> Iterator[str]:
    """The names of all that lies encrypted in a folder."""
    return (path.name for path in sorted(folder.glob("v-*/v-*")) if not path.suffix)


def destroy(folder: Path, names: list[str]) -> int:
    """Remove those files that are there; how many."""
    there = [path for name in names if (path := place(folder, name)).exists()]
    for path in there:
        path.unlink()
    return len(there)


def _blocks(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """The blocks of a file: number, content, whether it is the last; an empty file has one empty block."""
    number, block = 0, file.read(size)
    while True:
        following = file.read(size) if len(block) == size else b""
        yield number, block, not following
        if not following:
            return
        number, block = number + 1, following


def _bound(kept: str, number: int, is_last: bool) -> tuple[str, ...]:
    return ("file", kept, str(number), "last" if is_last else "more")
