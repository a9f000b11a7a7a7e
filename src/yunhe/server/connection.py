"""The connection of this thread to the database: a transaction looks it up once, and its statements use that.

Django's `connections[…]` asks for event loops and context variables at each look-up; a step of a matter made eleven.
What is held is held by one thread, from the beginning of its transaction to the end.
"""

import threading
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


class _Held(threading.local):
    database: Any = None


_held = _Held()


def current() -> Any:
    """Django's connection of this thread; within `Writing` the one on which it has begun."""
    return _held.database or connections[DEFAULT_DB_ALIAS]


def hold(database: Any) -> Any:
    """Let this thread use one connection from now on, or look it up again with None; what it held before."""
    before, _held.database = _held.database, database
    return before


def is_postgresql() -> bool:
    """Whether the database is PostgreSQL, else it is SQLite."""
    return bool(current().vendor == "postgresql")
