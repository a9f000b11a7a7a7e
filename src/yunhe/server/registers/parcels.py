"""Parcels 待导入: a file that was handed in and waits to be confirmed, encrypted, for hours, for who sent it only.

The key lies in the row: when the row goes, what lies on the disk is noise.
"""

import io
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from yunhe.server import files
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Statement
from yunhe.server.vault import sealed_files

KEPT_FOR = timedelta(hours=2)
_COLUMNS = "token, register, name, mapping, simulated, partly, person, post, at, kept, key"
_KEEP = Statement(f"INSERT INTO registers_parcel ({_COLUMNS}) VALUES ({', '.join(['%s'] * 11)})")
_FIND = Statement(
    "SELECT token, register, name, mapping, simulated, partly, person, post, CAST(at AS text), kept, key "
    "FROM registers_parcel WHERE token = %s AND person = %s AND at > %s"
)
_OLD = Statement("SELECT token, kept FROM registers_parcel WHERE at <= %s")
_FORGET = Statement("DELETE FROM registers_parcel WHERE token = %s")


class Parcel(NamedTuple):
    """One file that waits, and how it is to be imported."""

    token: str
    register: str
    name: str
    mapping: str
    simulated: bool
    partly: bool
    person: str
    post: str
    at: datetime
    kept: str
    key: str

    @property
    def until(self) -> datetime:
        """Until when it may be confirmed."""
        return self.at + KEPT_FOR

    def data(self) -> bytes:
        """The file."""
        return b"".join(sealed_files.opened(_folder(), self.kept, sealed_files.read_key(self.key)))


class Sender(NamedTuple):
    """Who hands a file in, in which post, when."""

    person: str
    post: str
    at: datetime


def keep(
    register: str, name: str, data: bytes, mapping: str, sender: Sender, *, simulated: bool, partly: bool
) -> Parcel:
    """Keep a file until it is confirmed; those that waited too long go."""
    for token, kept in _OLD.rows((kept_instant(sender.at - KEPT_FOR),)):
        _drop(str(token), str(kept))
    put = sealed_files.put(io.BytesIO(data), _folder())
    made = Parcel(
        secrets.token_urlsafe(18), register, name, mapping, simulated, partly, sender.person, sender.post, sender.at,
        put.kept, sealed_files.written(put.key),
    )  # fmt: skip
    _KEEP.run((*made[:8], kept_instant(made.at), *made[9:]))
    return made


def find(token: str, register: str, person: str, now: datetime) -> Parcel | None:
    """A parcel that somebody sent and that still waits."""
    rows = _FIND.rows((token[:64], person, kept_instant(now - KEPT_FOR)))
    found = next(iter(_parcels(rows)), None)
    return found if found and found.register == register else None


def forget(parcel: Parcel) -> None:
    """Let it go."""
    _drop(parcel.token, parcel.kept)


def _drop(token: str, kept: str) -> None:
    _FORGET.run((token,))
    sealed_files.destroy(_folder(), [kept])


def _parcels(rows: list[tuple[object, ...]]) -> Iterator[Parcel]:
    for token, register, name, mapping, simulated, partly, person, post, at, kept, key in rows:
        words = (str(token), str(register), str(name), str(mapping))
        who = (str(person), str(post), instant(str(at)))
        yield Parcel(*words, bool(simulated), bool(partly), *who, str(kept), str(key))


def _folder() -> Path:
    return files.folder() / "parcels"
