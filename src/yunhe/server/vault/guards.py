"""Triggers of the vault: a row leaves only by an erasure that is on record, and nothing but a wrapping ever changes."""

from typing import Any

from django.db.migrations.operations.base import Operation

REFUSED = "yunhe: vault"
_GONE = "EXISTS (SELECT 1 FROM vault_erasure WHERE id = NEW.id)"  # what was erased does not come back
_TWICE = "EXISTS (SELECT 1 FROM {0} WHERE id = NEW.id)"  # SQLite's INSERT OR REPLACE fires no trigger of DELETE
_BORNE = "EXISTS (SELECT 1 FROM vault_identity WHERE store = NEW.store AND hashed = NEW.hashed)"
_RULES = (  # table, event, when it is refused
    ("vault_payload", "insert", "BEFORE INSERT", f"{_GONE} OR {_TWICE.format('vault_payload')}"),
    ("vault_person", "insert", "BEFORE INSERT", f"{_GONE} OR {_TWICE.format('vault_person')}"),
    ("vault_identity", "insert", "BEFORE INSERT", _BORNE),
    ("vault_payload", "update", "BEFORE UPDATE", "TRUE"),
    ("vault_payload", "delete", "BEFORE DELETE", "NOT EXISTS (SELECT 1 FROM vault_erasure WHERE id = OLD.id)"),
    ("vault_identity", "update", "BEFORE UPDATE", "TRUE"),
    ("vault_identity", "delete", "BEFORE DELETE", "NOT EXISTS (SELECT 1 FROM vault_erasure WHERE id = OLD.person)"),
    ("vault_person", "update", "BEFORE UPDATE", "NEW.id <> OLD.id OR NEW.store <> OLD.store"),
    ("vault_person", "delete", "BEFORE DELETE", "NOT EXISTS (SELECT 1 FROM vault_erasure WHERE id = OLD.id)"),
    ("vault_store", "update", "BEFORE UPDATE", "NEW.store <> OLD.store"),
    ("vault_store", "delete", "BEFORE DELETE", "TRUE"),
)
_TABLES = ("vault_payload", "vault_identity", "vault_person", "vault_store")
NAMES = tuple(f"{table}_guard_{event}" for table, event, _, _ in _RULES)


class GuardVault(Operation):
    """Put the triggers in place; a migration that remakes one of the tables on SQLite must end with it again."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put them in place, in the place of older ones."""
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        for rule in _RULES:
            for statement in _sqlite(*rule) if schema_editor.connection.vendor == "sqlite" else _postgresql(*rule):
                schema_editor.execute(statement, params=None)
        if schema_editor.connection.vendor == "postgresql":
            for statement in _no_truncate():
                schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take them away."""
        for table, event, _, _ in _RULES:
            on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_guard_{event}{on}")
        if schema_editor.connection.vendor == "postgresql":
            for table in _TABLES:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_guard_truncate ON {table}")

    def describe(self) -> str:
        """What `sqlmigrate` prints."""
        return "Guard the vault"


def _sqlite(table: str, event: str, before: str, refused: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_guard_{event} {before} ON {table} WHEN {refused} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED} ({table})'); END"
    ]


def _postgresql(table: str, event: str, before: str, refused: str) -> list[str]:
    function = f"yunhe_{table}_{event}"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{REFUSED} ({table})' USING ERRCODE = 'restrict_violation'; END IF; "
        f"RETURN {'OLD' if event == 'delete' else 'NEW'}; END$$",
        f"CREATE TRIGGER {table}_guard_{event} {before} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]


def _no_truncate() -> list[str]:
    made = [
        f"CREATE OR REPLACE FUNCTION yunhe_vault_truncate() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{REFUSED} (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END$$"
    ]
    return made + [
        f"CREATE TRIGGER {table}_guard_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION yunhe_vault_truncate()"
        for table in _TABLES
    ]
