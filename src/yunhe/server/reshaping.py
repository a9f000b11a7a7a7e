"""How SQLite keeps a table where Django's models have no word for it: fewer pages to write at each commit.

A step of a matter is one commit, and what a commit costs is the pages it writes. A table whose key is a text, or more
than one column, is kept by SQLite twice, as rows and as an index of keys, unless it is WITHOUT ROWID; a number given by
AUTOINCREMENT is noted in a table of its own, which is of no use where rows are never removed.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

_FOUND = "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type = 'table' DESC"


class Reshape(Operation):
    """A step that has SQLite make a table anew, with the same rows, indexes and triggers."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, *, by_key: bool = False) -> None:
        self.table, self.by_key = table, by_key

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model stays as it is."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Copy the rows away, make the table anew, copy them back; views and triggers elsewhere still name it."""
        if schema_editor.connection.vendor != "sqlite":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(_FOUND, (self.table,))
            table, *rest = [sql for (sql,) in cursor.fetchall()]
        away = f"{self.table}__away"
        made = table.replace(" AUTOINCREMENT", "") + (" WITHOUT ROWID" if self.by_key else "")
        for statement in (
            f"CREATE TABLE {away} AS SELECT * FROM {self.table}",
            f"DROP TABLE {self.table}",
            made,
            f"INSERT INTO {self.table} SELECT * FROM {away}",
            f"DROP TABLE {away}",
            *rest,
        ):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """What reads and writes the table finds it the same either way."""

    def describe(self) -> str:
        """What `sqlmigrate` prints."""
        return f"Make {self.table} anew on SQLite"
