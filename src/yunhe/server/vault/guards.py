"""Triggers of the vault: a row leaves only by an erasure that is on record, and nothing but a wrapping ever changes."""

from yunhe.server.guards import Guard

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


class GuardVault(Guard):
    """Put the triggers in place; a migration that remakes one of the tables on SQLite must end with it again."""

    def triggers(self, vendor: str) -> dict[str, str]:
        """One for each rule, on PostgreSQL one against TRUNCATE for each table."""
        found = {f"{table}_guard_{event}": table for table, event, _, _ in _RULES}
        truncates = {f"{table}_guard_truncate": table for table in _TABLES}
        return found if vendor == "sqlite" else found | truncates

    def statements(self, vendor: str) -> list[str]:
        """The SQL for one of the databases."""
        if vendor == "sqlite":
            return [statement for rule in _RULES for statement in _sqlite(*rule)]
        return [statement for rule in _RULES for statement in _postgresql(*rule)] + _no_truncate()


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
