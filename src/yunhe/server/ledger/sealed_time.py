"""A trigger that refuses an event dated into time already sealed, so that a seal never gains an event afterwards."""

from yunhe.server.guards import SEALED, Guard

NAME = "ledger_event_after_seal"
_LAST_END = "(SELECT ends FROM ledger_seal ORDER BY number DESC LIMIT 1)"


class RefuseSealedTime(Guard):
    """The trigger on `ledger_event`. Sealing locks the table against writers, so no event slips in beside it."""

    def triggers(self, vendor: str) -> dict[str, str]:
        """The one."""
        return {NAME: "ledger_event"}

    def statements(self, vendor: str) -> list[str]:
        """The SQL for one of the databases."""
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER {NAME} BEFORE INSERT ON ledger_event WHEN NEW.at < {_LAST_END} "
                f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"
            ]
        return [
            f"CREATE OR REPLACE FUNCTION yunhe_after_seal() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN IF NEW.at < {_LAST_END} THEN RAISE EXCEPTION '{SEALED}' USING ERRCODE = 'restrict_violation'; "
            f"END IF; RETURN NEW; END$$",
            f"CREATE TRIGGER {NAME} BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION yunhe_after_seal()",
        ]
