"""The log of looks: nobody sees personal data before it is written down who looked, in which post, and what for."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from yunhe.server.errors import StoreError
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Statement

Shown = Literal["明文", "掩码", "未给", "已删除", "查找", "比对"]
LONGEST_PURPOSE = 200
_LOOK = Statement(
    "INSERT INTO vault_look (at, reader, post, purpose, subject, person, shown) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


_LISTED = Statement(
    "SELECT CAST(at AS text), reader, post, purpose, subject, person, shown FROM vault_look "
    "WHERE at >= %s AND subject LIKE %s AND reader LIKE %s ORDER BY at DESC, id DESC LIMIT %s"
)


class Look(NamedTuple):
    """One look as it was written down; `shown` is JSON: field → how much was shown."""

    at: datetime
    reader: str
    post: str
    purpose: str
    subject: str
    person: str
    shown: str


class Reader(NamedTuple):
    """Who looks: the key of the person, and the post in which they look."""

    person: str
    post: str


def checked(reader: Reader, purpose: str, where: str) -> str:
    """The purpose, when it is said who looks, in which post, and what for."""
    said = purpose.strip()
    if not said or len(said) > LONGEST_PURPOSE or not reader.person or not reader.post:
        raise StoreError(where, "没有写明谁、以什么岗位、为什么看个人信息", f"写明事由，不超过{LONGEST_PURPOSE}字")
    return said


def log(reader: Reader, purpose: str, subject: str, shown: Mapping[str, Mapping[str, Shown]]) -> None:
    """Write down a look: person → field → how much of it was shown; in the caller's transaction."""
    at = kept_instant(datetime.now(UTC))
    rows = [
        (at, reader.person, reader.post, purpose, subject, person, json.dumps(fields, ensure_ascii=False))
        for person, fields in sorted(shown.items())
    ]
    if rows:
        _LOOK.run_each(rows)


def since(at: datetime, subject: str = "", reader: str = "", limit: int = 200) -> list[Look]:
    """The looks since an instant, the newest first; of one subject or one reader only where these are given."""
    found = _LISTED.rows((kept_instant(at), _like(subject), _like(reader), limit))
    return [Look(instant(str(when)), *map(str, rest)) for when, *rest in found]


def _like(wanted: str) -> str:
    """A pattern that fits just this text, or any when there is none."""
    return re.sub(r"([\\%_])", r"\\\1", wanted) or "%"
