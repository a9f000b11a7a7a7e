"""Forms handed in once: whoever presses twice, or comes back and sends the same form again, has done it once."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from yunhe.server.errors import StoreError
from yunhe.server.ledger.chain import kept_instant
from yunhe.server.statement import Statement

KEPT = timedelta(days=2)
LONGEST = 64
_FOUND = Statement("SELECT number FROM floor_handing WHERE token = %s")
_KEEP = Statement("INSERT INTO floor_handing (token, number, at) VALUES (%s, %s, %s)")
_NAME = Statement("UPDATE floor_handing SET number = %s WHERE token = %s")
_FORGET = Statement("DELETE FROM floor_handing WHERE at < %s")


class HandedInError(Exception):
    """The form was handed in before; `number` is the matter that it came to."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def token() -> str:
    """The mark of a new form."""
    return secrets.token_urlsafe(24)


@contextmanager
def once(token: str, number: str, at: datetime) -> Iterator[None]:
    """What is done inside is done with the form, both or neither; HandedInError when the form was done already."""
    if not 0 < len(token) <= LONGEST:
        raise StoreError(number or "表单", "表单不完整，没有它的标记", "回到事项，重新打开表单再填")
    found = _FOUND.rows((token,))
    if found:
        raise HandedInError(str(found[0][0]))
    try:
        with transaction.atomic():
            _KEEP.run((token, number, kept_instant(at)))
            yield
    except IntegrityError:
        found = _FOUND.rows((token,))
        if found:
            raise HandedInError(str(found[0][0])) from None
        raise


def was_handed_in(token: str) -> bool:
    """Whether a form was done already."""
    return bool(0 < len(token) <= LONGEST and _FOUND.rows((token,)))


def came_to(token: str, number: str) -> None:
    """Which matter was opened by a form, inside `once`."""
    _NAME.run((number, token))


def forget(now: datetime) -> None:
    """Forms that nobody sends again."""
    _FORGET.run((kept_instant(now - KEPT),))
