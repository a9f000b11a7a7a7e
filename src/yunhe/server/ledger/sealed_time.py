"""A trigger that refuses an event dated into time already sealed, so that a seal never gains an event afterwards."""

from typing import Any

from django.db.migrations.operations.base import Operation

from yunhe.server.guards import SEALED

NAME = "ledger_event_after_seal"
_LAST_END = "(SELECT ends FROM ledger_seal ORDER BY number DESC LIMIT 1)"


class RefuseSealedTime(Operation):
    """Put the trigger on `ledger_event`; sealing locks the table against writers, so no event slips in beside it."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """A trigger is no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put it in place."""
        for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take it away."""
        on = "" if schema_editor.connection.vendor == "sqlite" else " ON ledger_event"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}{on}")

    def describe(self) -> str:
        """What `sqlmigrate` prints."""
        return "Refuse events dated into sealed time"


def _sqlite() -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {NAME}",
        f"CREATE TRIGGER {NAME} BEFORE INSERT ON ledger_event WHEN NEW.at < {_LAST_END} "
        f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END",
    ]


def _postgresql() -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION yunhe_after_seal() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN IF NEW.at < {_LAST_END} THEN RAISE EXCEPTION '{SEALED}' USING ERRCODE = 'restrict_violation'; "
        f"END IF; RETURN NEW; END$$",
        f"DROP TRIGGER IF EXISTS {NAME} ON ledger_event",
        f"CREATE TRIGGER {NAME} BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION yunhe_after_seal()",
    ]
