"""A statement of SQL on the hot path, prepared once a connection, without the cost of the ORM.

Written with `%s`. It runs on the connection and in the transaction that Django holds, so what it writes is committed
or rolled back together with what the ORM writes.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

Row = tuple[Any, ...]


class Statement:
    """SQL for both databases."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._for_sqlite = text.replace("%s", "?")

    def rows(self, values: Sequence[object] = ()) -> list[Row]:
        """Run it and fetch all it gives."""
        with connection.wrap_database_errors:
            found: list[Row] = self._run(values).fetchall()
        return found

    def run(self, values: Sequence[object] = ()) -> None:
        """Run it once."""
        with connection.wrap_database_errors:
            self._run(values)

    def run_each(self, many: Sequence[Sequence[object]]) -> None:
        """Run it for every row of values, in one round trip where the database can."""
        if len(many) == 1:
            return self.run(many[0])
        connection.ensure_connection()
        with connection.wrap_database_errors:
            if connection.vendor == "sqlite":
                connection.connection.executemany(self._for_sqlite, many)
            else:
                _server_cursor().executemany(self.text, many)

    def _run(self, values: Sequence[object]) -> Any:
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            return connection.connection.execute(self._for_sqlite, values)
        return _server_cursor().execute(self.text, values, prepare=True)


def stream(text: str, values: Sequence[Any] = (), size: int = 2000) -> Iterator[Row]:
    """The rows of a long SELECT without holding them all: a cursor of the server on PostgreSQL. Needs a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(text, values)
        while rows := cursor.fetchmany(size):
            yield from rows


def _server_cursor() -> Any:
    import psycopg

    return psycopg.Cursor(connection.connection)
