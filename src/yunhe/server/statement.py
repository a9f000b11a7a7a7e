"""A statement of SQL on the hot path, prepared once a connection, without the cost of the ORM.

Written with `%s`; instants are given as aware datetimes. It runs on the connection and in the transaction that Django
holds, so what it writes is committed or rolled back together with what the ORM writes.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from yunhe.server import connection

Row = tuple[Any, ...]


class Statement:
    """SQL for both databases."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._for_sqlite = text.replace("%s", "?")

    def rows(self, values: Sequence[object] = ()) -> list[Row]:
        """Run it and fetch all it gives."""
        wrapper = connection.current()
        try:
            found: list[Row] = self._run(values, wrapper).fetchall()
        except Exception:
            with wrapper.wrap_database_errors:  # said in Django's words, at no cost while all goes well
                raise
        return found

    def run(self, values: Sequence[object] = ()) -> None:
        """Run it once."""
        wrapper = connection.current()
        try:
            self._run(values, wrapper)
        except Exception:
            with wrapper.wrap_database_errors:
                raise

    def run_each(self, many: Sequence[Sequence[object]]) -> None:
        """Run it for every row of values, in one round trip where the database can."""
        wrapper = connection.current()
        if len(many) == 1 or _is_together(wrapper):
            for values in many:
                self.run(values)
            return
        wrapper.ensure_connection()
        with wrapper.wrap_database_errors:
            if wrapper.vendor == "sqlite":
                wrapper.connection.executemany(self._for_sqlite, [_as_sqlite_keeps(values) for values in many])
            else:
                _server_cursor(wrapper).executemany(self.text, many)

    def _run(self, values: Sequence[object], wrapper: Any) -> Any:
        if wrapper.connection is None:
            wrapper.ensure_connection()
        if wrapper.vendor == "sqlite":
            return wrapper.connection.execute(self._for_sqlite, _as_sqlite_keeps(values))
        return _server_cursor(wrapper).execute(self.text, values, prepare=True)


def _as_sqlite_keeps(values: Sequence[object]) -> Sequence[object]:
    """Instants as Django has SQLite keep them: UTC, without offset; most rows of values have none."""
    if datetime not in map(type, values):
        return values
    return [as_sqlite_keeps(value) if type(value) is datetime else value for value in values]


@lru_cache(maxsize=4096)  # a step keeps the same few instants in several rows
def as_sqlite_keeps(at: datetime) -> str:
    """An instant as Django has SQLite keep it."""
    return str(at.astimezone(UTC).replace(tzinfo=None))


def together() -> AbstractContextManager[None]:
    """What is written inside goes to PostgreSQL in one round trip, and what it refuses is raised at the end."""
    wrapper = connection.current()
    return nullcontext() if wrapper.vendor == "sqlite" else _pipeline(wrapper)


@contextmanager
def _pipeline(wrapper: Any) -> Iterator[None]:
    wrapper.ensure_connection()
    with wrapper.wrap_database_errors, wrapper.connection.pipeline():
        yield


def _is_together(wrapper: Any) -> bool:
    """Whether statements are on their way together already."""
    return (
        wrapper.vendor == "postgresql"
        and wrapper.connection is not None
        and bool(wrapper.connection.pgconn.pipeline_status)
    )


def stream(text: str, values: Sequence[Any] = (), size: int = 2000) -> Iterator[Row]:
    """The rows of a long SELECT without holding them all: a cursor of the server on PostgreSQL. Needs a transaction."""
    with connection.current().chunked_cursor() as cursor:
        cursor.execute(text, values)
        while rows := cursor.fetchmany(size):
            yield from rows


def _server_cursor(wrapper: Any) -> Any:
    import psycopg

    return psycopg.Cursor(wrapper.connection)
