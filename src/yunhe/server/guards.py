"""Triggers by which the database itself refuses what must not happen, put in place by migrations.

`AppendOnly(table, unique=…)` as a step of a migration makes a table refuse UPDATE and DELETE, on PostgreSQL TRUNCATE
too. SQLite makes a table anew when one of its columns changes and forgets its triggers; `yunhe migrate` puts back what
is missing, and `yunhe verify` names it.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation

REFUSED = "yunhe: append-only"
TAKEN = "yunhe: number taken"
SEALED = "yunhe: sealed"


class Guard(Operation):
    """A step that puts triggers on tables, in the place of older ones of the same name."""

    reduces_to_sql = True
    reversible = True

    def triggers(self, vendor: str) -> dict[str, str]:
        """Their names, each with its table."""
        raise NotImplementedError

    def statements(self, vendor: str) -> list[str]:
        """The SQL that makes them, once the older ones are gone."""
        raise NotImplementedError

    def put(self, schema_editor: Any) -> None:
        """Make them."""
        self.lift(schema_editor)
        for statement in self.statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Forwards."""
        self.put(schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Backwards."""
        self.lift(schema_editor)

    def describe(self) -> str:
        """What `sqlmigrate` prints."""
        return "Put triggers that guard"

    def lift(self, schema_editor: Any) -> None:
        """Take them away."""
        vendor = schema_editor.connection.vendor
        for name, table in self.triggers(vendor).items():
            on = "" if vendor == "sqlite" else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", params=None)


class AppendOnly(Guard):
    """Rows come in and stay. `unique` are the columns whose values SQLite's INSERT OR REPLACE must not replace."""

    def __init__(self, table: str, unique: Sequence[Sequence[str]]) -> None:
        self.table, self.unique = table, unique

    def triggers(self, vendor: str) -> dict[str, str]:
        """One for each way to change a row."""
        kinds = ("update", "delete", "replace") if vendor == "sqlite" else ("change",)
        return {f"{self.table}_no_{kind}": self.table for kind in kinds}

    def statements(self, vendor: str) -> list[str]:
        """The SQL for one of the databases."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def _sqlite(self) -> list[str]:
        table = self.table
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED} ({table})'); END"
        same = (" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in self.unique)
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(f'({each})' for each in same)})"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
            f"BEGIN SELECT RAISE(ABORT, '{TAKEN} ({table})'); END",
        ]

    def _postgresql(self) -> list[str]:
        return [
            f"CREATE OR REPLACE FUNCTION yunhe_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION '{REFUSED} (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END$$",
            f"CREATE TRIGGER {self.table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {self.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION yunhe_append_only()",
        ]
