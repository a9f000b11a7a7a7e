"""Evidence: files kept by the digest of their content, so that what was shown cannot be exchanged unseen.

Where a mechanism has a store of its own, or the field a personal class, they lie encrypted (`vault.sealed_files`).
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from yunhe.errors import UnreadableError, reason
from yunhe.server.files import folder
from yunhe.server.vault import sealed_files
from yunhe.types import Json

LARGEST = 200 * 1024 * 1024
AT_A_TIME = 1 << 20


def keep(path: str, *, sealed: bool = False) -> dict[str, Json]:
    """Keep a file and give what an event says of it: name, digest, size. Keeping it twice keeps it once.

    A sealed one lies encrypted, and what is given has its key too: it has to go through the vault.
    """
    source = Path(path)
    try:
        size = source.stat().st_size
        if not source.is_file() or size == 0:
            raise UnreadableError(path, "不是文件，或是空的", "给出有内容的文件")
        if size > LARGEST:
            raise UnreadableError(path, f"有 {size // 1024**2} MB", f"不超过 {LARGEST // 1024**2} MB；大的材料分开交")
        with source.open("rb") as given:
            return keep_stream(given, source.name, size, sealed=sealed)
    except OSError as error:
        raise UnreadableError(path, f"读不到（{reason(error)}）", "检查路径和权限") from None


def keep_stream(given: BinaryIO, name: str, size: int, *, sealed: bool = False) -> dict[str, Json]:
    """The same for content that is open already, at its beginning."""
    return {"name": name, "size": size, **(_encrypted(given) if sealed else {"sha256": _copied(given)})}


def _encrypted(given: BinaryIO) -> dict[str, Json]:
    kept = sealed_files.put(given, folder())
    return {"sha256": kept.sha256, "kept": kept.kept, "key": sealed_files.written(kept.key)}


def _copied(given: BinaryIO) -> str:
    """The digest of the content, which then lies under it."""
    digest = hashlib.sha256()
    root = folder()
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = root / f".{secrets.token_hex(8)}.part"
    with partial.open("xb") as kept:
        while block := given.read(AT_A_TIME):
            digest.update(block)
            kept.write(block)
        kept.flush()
        os.fsync(kept.fileno())
    name = digest.hexdigest()
    (root / name[:2]).mkdir(exist_ok=True, mode=0o700)
    partial.replace(root / name[:2] / name)
    return name
