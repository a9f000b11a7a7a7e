"""Takes away indexes that nothing asks for: PostgreSQL's for patterns, one beside every key that is a text."""

from typing import Any

from django.db import migrations

TABLES = ("matters_matter", "matters_notice", "matters_serial")
FIND = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s AND indexname LIKE %s"


def drop(apps: Any, schema_editor: Any) -> None:
    """Each is written at every step of a matter; numbers are looked for as they are, never by a pattern."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(FIND, (table, r"%\_like"))
            for (name,) in cursor.fetchall():
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


class Migration(migrations.Migration):
    """One index less to write to."""

    dependencies = (("matters", "0003_parties"),)
    operations = (migrations.RunPython(drop, migrations.RunPython.noop),)
