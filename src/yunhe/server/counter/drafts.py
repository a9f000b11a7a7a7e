"""Drafts 草稿: what was typed is kept on the server under a key that only the browser has, for three days.

The token in the cookie gives both the name of the row and the key of its content; whoever has the database reads
neither answers nor files.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from yunhe.server.files import folder
from yunhe.server.statement import Statement
from yunhe.server.vault import ciphers, sealed_files

LASTS = timedelta(days=3)
RECEIPT, RECEIPT_LASTS = "回执", timedelta(minutes=30)
TOKEN = 32
_PUT = Statement(
    "INSERT INTO counter_draft (id, content, files, until) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (id) DO UPDATE SET content = excluded.content, files = excluded.files, until = excluded.until"
)
_FIND = Statement("SELECT content FROM counter_draft WHERE id = %s AND until >= %s")
_TAKE = Statement("DELETE FROM counter_draft WHERE id = %s RETURNING content")
_OLD = Statement("SELECT id, files FROM counter_draft WHERE until < %s ORDER BY until LIMIT 50")
_DELETE = Statement("DELETE FROM counter_draft WHERE id = %s")


class Place(NamedTuple):
    """Where a draft lies: the token of the browser and what the draft is for."""

    token: str
    what: str

    @property
    def id(self) -> str:
        """The name of its row; nobody gets from it to the token."""
        return hashlib.sha256(f"draft id\n{self.token}\n{self.what}".encode()).hexdigest()

    @property
    def key(self) -> bytes:
        """The key of its content."""
        return hashlib.sha256(f"draft key\n{self.token}\n{self.what}".encode()).digest()


def new_token() -> str:
    """A token nobody guesses."""
    return secrets.token_urlsafe(TOKEN)


def find(place: Place, at: datetime) -> dict[str, Any]:
    """What lies there; empty when nothing does, or no longer."""
    rows = _FIND.rows((place.id, at)) if place.token else []
    return _opened(place, rows[0][0]) if rows else {}


def put(place: Place, content: Mapping[str, Any], at: datetime, lasts: timedelta = LASTS) -> None:
    """Keep it; what is older than it should be goes."""
    names = [file["kept"] for file in content.get("files", ())]
    kept = ciphers.encrypt(place.key, json.dumps(content, ensure_ascii=False).encode(), "draft", place.id)
    _PUT.run((place.id, kept, json.dumps(names), at + lasts))
    clear(at)


def take(place: Place) -> dict[str, Any]:
    """What lies there, and it is gone: of two who hand in the same draft one gets it. In the caller's transaction."""
    rows = _TAKE.rows((place.id,)) if place.token else []
    return _opened(place, rows[0][0]) if rows else {}


def discard(place: Place) -> None:
    """Away with it and its files."""
    sealed_files.destroy(folder(), [file["kept"] for file in take(place).get("files", ())])


def clear(at: datetime) -> None:
    """Away with what is too old, the files too."""
    for name, files in _OLD.rows((at,)):
        _DELETE.run((name,))
        sealed_files.destroy(folder(), json.loads(files))


def _opened(place: Place, content: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(ciphers.decrypt(place.key, bytes(content), "draft", place.id))
    except ciphers.TamperedError:
        return {}
    return found
