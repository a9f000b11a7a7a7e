"""The tables of the database: whether they are all there with their guards, and making them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from yunhe.server.errors import StoreError
from yunhe.server.guards import Guard


def missing() -> list[str]:
    """The steps that would bring the tables up to date, empty when they are."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return ["还没有这个库"]
    with reached():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def update() -> list[str]:
    """Make the tables or bring them up to date, put back guards that are gone; the steps that were taken."""
    with reached():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        executor.migrate(executor.loader.graph.leaf_nodes(), plan)
        gone = unguarded()
        for guard in _guards() if gone else ():
            with connection.schema_editor() as editor:
                guard.put(editor)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan] + gone


def unguarded() -> list[str]:
    """The triggers that are not in place, or are switched off."""
    there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        there = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(there)
        found = {row[0] for row in cursor.fetchall()}
    return [name for guard in _guards() for name in guard.triggers(connection.vendor) if name not in found]


def _guards() -> list[Guard]:
    """Every guard that a migration puts in place."""
    migrations = MigrationLoader(None).disk_migrations.values()
    return [step for migration in migrations for step in migration.operations if isinstance(step, Guard)]


@contextmanager
def reached() -> Iterator[None]:
    """What the database itself refuses is said in one line, without a password."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        said = " ".join(str(error).split())
        password = str(connection.settings_dict.get("PASSWORD") or "")
        shown = said.replace(password, "…") if password else said
        raise StoreError("数据库", f"用不了（{shown}）", "检查 DATABASE_URL，库是否在运行、能不能写") from None
