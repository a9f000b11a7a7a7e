"""Triggers that make a table append-only: the database itself refuses UPDATE and DELETE, on PostgreSQL TRUNCATE too.

`AppendOnly(table, unique=…)` is a step of a migration, `missing` names the guards that somebody has taken away. SQLite
makes a table anew when a column changes and forgets its triggers: such a migration must end with the step again.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.migrations.operations.base import Operation

REFUSED = "yunhe: append-only"
TAKEN = "yunhe: number taken"
SEALED = "yunhe: sealed"


class AppendOnly(Operation):
    """Guard a table. `unique` are the columns whose value SQLite's INSERT OR REPLACE must not be able to replace."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, unique: Sequence[Sequence[str]]) -> None:
        self.table, self.unique = table, unique

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Guards are no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put the triggers in place, in the place of older ones."""
        on_sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in _sqlite(self.table, self.unique) if on_sqlite else _postgresql(self.table):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the triggers away."""
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {self.table}"
        for name in names(self.table, schema_editor.connection.vendor):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    def describe(self) -> str:
        """What `sqlmigrate` prints."""
        return f"Guard {self.table}"


def names(table: str, vendor: str) -> list[str]:
    """The triggers of a guarded table."""
    kinds = ("update", "delete", "replace") if vendor == "sqlite" else ("change",)
    return [f"{table}_no_{kind}" for kind in kinds]


def missing(tables: Iterable[str], others: Iterable[str] = ()) -> list[str]:
    """The guards that are not in place, or switched off."""
    wanted = [name for table in tables for name in names(table, connection.vendor)] + list(others)
    there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        there = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(there)
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in found]


def _sqlite(table: str, unique: Sequence[Sequence[str]]) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED} ({table})'); END"
    taken = " OR ".join(f"({' AND '.join(f'{column} = NEW.{column}' for column in columns)})" for columns in unique)
    body = {
        "update": f"BEFORE UPDATE ON {table} {refuse}",
        "delete": f"BEFORE DELETE ON {table} {refuse}",
        "replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) "
        f"BEGIN SELECT RAISE(ABORT, '{TAKEN} ({table})'); END",
    }
    return [
        line
        for kind, rule in body.items()
        for line in (f"DROP TRIGGER IF EXISTS {table}_no_{kind}", f"CREATE TRIGGER {table}_no_{kind} {rule}")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION yunhe_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{REFUSED} (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END$$",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION yunhe_append_only()",
    ]
