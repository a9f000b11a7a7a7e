"""Triggers of the shelf: what was remarked stays as it was said, and goes only together with its report."""

from yunhe.server.guards import REFUSED, Guard


class StaysWithReport(Guard):
    """A table whose rows have `report_id` refuses UPDATE, and DELETE while the report is there."""

    def __init__(self, table: str) -> None:
        self.table = table

    def triggers(self, vendor: str) -> dict[str, str]:
        """One for each way."""
        return {f"{self.table}_no_update": self.table, f"{self.table}_no_delete": self.table}

    def statements(self, vendor: str) -> list[str]:
        """The SQL for one of the databases."""
        table, there = self.table, "EXISTS (SELECT 1 FROM reports_report WHERE id = OLD.report_id)"
        if vendor == "sqlite":
            refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED} ({table})'); END"
            return [
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {there} {refuse}",
            ]
        raised = f"RAISE EXCEPTION '{REFUSED} (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'"
        return [
            "CREATE OR REPLACE FUNCTION reports_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN IF TG_OP = 'DELETE' AND NOT {there} THEN RETURN OLD; END IF; {raised}; END$$",
            *(
                f"CREATE TRIGGER {table}_no_{kind} BEFORE {kind.upper()} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION reports_stays()"
                for kind in ("update", "delete")
            ),
        ]
