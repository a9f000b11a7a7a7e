"""The log of looks: nobody sees personal data before it is written down who looked, in which post, and what for."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from yunhe.server.errors import StoreError
from yunhe.server.ledger.chain import kept_instant
from yunhe.server.statement import Statement

Shown = Literal["明文", "掩码", "未给", "已删除", "查找"]
LONGEST_PURPOSE = 200
_LOOK = Statement(
    "INSERT INTO vault_look (at, reader, post, purpose, subject, person, shown) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


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
