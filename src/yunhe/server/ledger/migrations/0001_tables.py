"""The tables of the ledger, with the triggers that keep them append-only."""

from typing import Any

from django.db import migrations, models

from yunhe.server.guards import AppendOnly
from yunhe.server.ledger.sealed_time import RefuseSealedTime


def order_by_code_point(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL sorts subjects as SQLite and Python do, whatever the language of its cluster."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE ledger_event ALTER COLUMN subject TYPE varchar(200) COLLATE "C"')


class Migration(migrations.Migration):
    """Events and seals."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="StoredSeal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("date", models.DateField()),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("events", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("signature", models.CharField(max_length=128)),
            ],
            options={"db_table": "ledger_seal"},
        ),
        migrations.CreateModel(
            name="StoredEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField(db_index=True)),
                ("kind", models.CharField(max_length=200)),
                ("actor", models.CharField(max_length=200)),
                ("person", models.CharField(blank=True, max_length=200)),
                ("body", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "ledger_event",
                "constraints": [models.UniqueConstraint(fields=("subject", "number"), name="ledger_event_place")],
            },
        ),
        migrations.RunPython(order_by_code_point, migrations.RunPython.noop),
        AppendOnly("ledger_event", unique=[["id"], ["subject", "number"]]),
        AppendOnly("ledger_seal", unique=[["number"]]),
        RefuseSealedTime(),
    )
