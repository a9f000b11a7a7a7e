"""The parties of matters, by which lists are filtered; those of matters that are there are read off their events."""

from typing import Any

import django.db.models.fields.composite
from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """The parties of every matter there is."""
    from yunhe.server.matters import parties, rebuild

    for events in rebuild.histories():
        parties.put(events)


class Migration(migrations.Migration):
    """`matters_party`."""

    dependencies = (("matters", "0002_view"), ("ledger", "0001_tables"))

    operations = (
        migrations.CreateModel(
            name="StoredParty",
            fields=[
                (
                    "pk",
                    django.db.models.fields.composite.CompositePrimaryKey(
                        "party", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("party", models.CharField(max_length=210)),
                ("number", models.CharField(max_length=200)),
                ("since", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "matters_party",
                "indexes": [models.Index(fields=["number", "party"], name="matters_party_of")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    )
