"""A transaction on the hot path: `transaction.atomic()` of Django, on SQLite without its detours.

Django toggles autocommit, asks for logging, health and event loops, and opens cursors at both ends of a transaction:
on SQLite more than the transaction itself costs. Whatever is out of the ordinary (a transaction of the caller around
this one, an error, something to be done after the commit) goes Django's way.
"""

from types import TracebackType
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.transaction import Atomic

from yunhe.server import connection


class Writing:
    """All that is written inside becomes durable together, or none of it: `with Writing(): …`."""

    __slots__ = ("_before", "_database", "_own", "_way")

    def __enter__(self) -> None:
        self._way = Atomic(DEFAULT_DB_ALIAS, True, False)
        self._database = connection.current()
        self._own = _is_idle_sqlite(self._database)
        if self._own:
            self._begin(self._database)
        else:
            self._way.__enter__()
        self._before = connection.hold(self._database)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection.hold(self._before)
        if not self._own or kind is not None or not _may_commit(self._database):
            return self._way.__exit__(kind, error, trace)
        return self._commit(self._database)

    def _begin(self, database: Any) -> None:
        try:
            database.connection.execute("BEGIN IMMEDIATE")
        except Exception:
            with database.wrap_database_errors:
                raise
        database.commit_on_exit, database.needs_rollback = True, False
        database.autocommit, database.in_atomic_block = False, True
        database.atomic_blocks.append(self._way)

    def _commit(self, database: Any) -> None:
        try:
            database.connection.commit()
        except Exception as failed:
            self._way.__exit__(type(failed), failed, failed.__traceback__)
            with database.wrap_database_errors:
                raise
        database.atomic_blocks.pop()
        database.autocommit, database.in_atomic_block = True, False


def _is_idle_sqlite(database: Any) -> bool:
    """Whether a SQLite database is open and no transaction runs on it."""
    is_open = database.vendor == "sqlite" and database.connection is not None
    return is_open and database.autocommit and not database.in_atomic_block


def _may_commit(database: Any) -> bool:
    """Whether nothing inside has failed, and nothing waits for the commit."""
    return not (database.needs_rollback or database.closed_in_transaction or database.run_on_commit)
