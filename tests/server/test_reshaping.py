"""A table that SQLite makes anew keeps its rows, indexes and triggers."""

import pytest
from django.db import DatabaseError, connection

from yunhe.server.reshaping import Reshape

pytestmark = [
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("database"),
]


def run(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def reshape(step: Reshape) -> None:
    with connection.schema_editor() as editor:
        step.database_forwards("x", editor, None, None)


def made() -> str:
    return str(run("SELECT group_concat(sql, ';') FROM sqlite_master WHERE tbl_name = 'shaped'")[0][0])


@pytest.fixture
def _shaped(database: str) -> None:
    """A table that a trigger guards, and a view that reads it."""
    run("CREATE TABLE shaped (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, said text NOT NULL)")
    run("CREATE INDEX shaped_said ON shaped (said)")
    run("CREATE TRIGGER shaped_stays BEFORE DELETE ON shaped BEGIN SELECT RAISE(ABORT, 'stays'); END")
    run("CREATE VIEW shaped_view AS SELECT said FROM shaped")
    run("INSERT INTO shaped VALUES (7, '甲'), (3, '乙')")


@pytest.mark.usefixtures("_shaped")
@pytest.mark.parametrize("by_key", [False, True])
def test_rows_indexes_and_triggers_are_kept(by_key: bool) -> None:
    reshape(Reshape("shaped", by_key=by_key))
    assert run("SELECT id, said FROM shaped ORDER BY id") == [(3, "乙"), (7, "甲")]
    assert sorted(run("SELECT said FROM shaped_view")) == [("乙",), ("甲",)]
    assert "AUTOINCREMENT" not in made()
    assert ("WITHOUT ROWID" in made()) == by_key
    assert "shaped_said" in made()
    with pytest.raises(DatabaseError, match="stays"):
        run("DELETE FROM shaped")


@pytest.mark.usefixtures("_shaped")
def test_numbers_go_on_where_they_were() -> None:
    reshape(Reshape("shaped"))
    run("INSERT INTO shaped (said) VALUES ('丙')")
    assert run("SELECT id FROM shaped WHERE said = '丙'") == [(8,)]


def test_the_ledger_and_what_a_step_writes_are_kept_by_their_keys() -> None:
    found = {str(name): str(sql) for name, sql in run("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
    assert "AUTOINCREMENT" not in found["ledger_event"]
    assert all("WITHOUT ROWID" in found[f"matters_{noun}"] for noun in ("party", "notice", "serial"))
