"""The tables of the database: whether they are all there, and making them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from yunhe.server.errors import StoreError


def missing() -> list[str]:
    """The steps that would bring the tables up to date, empty when they are."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return ["还没有这个库"]
    with reached():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def update() -> list[str]:
    """Make the tables or bring them up to date; the steps that were taken."""
    with reached():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        executor.migrate(executor.loader.graph.leaf_nodes(), plan)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


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
