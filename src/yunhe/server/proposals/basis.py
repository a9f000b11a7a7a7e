"""What a proposal starts from: the newest version of a mechanism, as its file stands."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yunhe.definitions import strict
from yunhe.definitions.codes import District
from yunhe.errors import UnreadableError
from yunhe.mechanisms import proposing
from yunhe.mechanisms.library import Library
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.proposing import Point

MARK = "\ufeff"  # of UTF-8, which some editors put first


@dataclass(frozen=True)
class Basis:
    """The newest version of a mechanism with its file, and what of it may be changed by form."""

    folder: Path
    district: District
    mechanism: Mechanism
    written: bytes

    @property
    def path(self) -> Path:
        """Its file."""
        return Path(self.mechanism.path)

    @property
    def text(self) -> str:
        """What the file says."""
        return self.written.decode("utf-8-sig")

    @property
    def mark(self) -> str:
        """What stands before the first letter."""
        return MARK if self.written.startswith(MARK.encode()) else ""

    @property
    def digest(self) -> str:
        """The file's SHA-256."""
        return digest_of(self.written)

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """What may be changed by form, by its name in the form."""
        found = proposing.points(self.mechanism, strict.parse(self.text, str(self.path)))
        return {point.key: point for point in found}

    def said(self, problem: object) -> str:
        """A problem, with files named from the district's folder on."""
        return str(problem).replace(f"{self.folder}/", "")


def basis_of(folder: Path, district: District, library: Library, key: str) -> Basis | None:
    """What a proposal to a mechanism starts from; None where there is no such mechanism."""
    if key not in library.versions:
        return None
    mechanism = library.versions[key][-1]
    return Basis(folder, district, mechanism, read(Path(mechanism.path)))


def digest_of(written: bytes) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(written).hexdigest()


def read(path: Path) -> bytes:
    """A file of the district."""
    try:
        return path.read_bytes()
    except OSError:
        raise UnreadableError(path.name, "文件不在了", "重新打开这个机制") from None
