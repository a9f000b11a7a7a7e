"""Which posts a matter keeps waiting beside its owner; read off the situations of the matters that are there."""

import json
from typing import Any

import django.db.models.fields.composite
from django.db import migrations, models

from yunhe.server.reshaping import Reshape


def fill(apps: Any, schema_editor: Any) -> None:
    """The marks of every open matter."""
    from yunhe.mechanisms.situation import Situation
    from yunhe.server.matters import marks
    from yunhe.server.statement import stream

    for (written,) in list(stream("SELECT situation FROM matters_matter WHERE outcome IS NULL")):
        marks.put(Situation.from_json(json.loads(written)))


class Migration(migrations.Migration):
    """`matters_mark`."""

    dependencies = (("matters", "0006_due"),)

    operations = (
        migrations.CreateModel(
            name="StoredMark",
            fields=[
                (
                    "pk",
                    django.db.models.fields.composite.CompositePrimaryKey(
                        "post", "what", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("post", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "matters_mark",
                "indexes": [models.Index(fields=["number"], name="matters_mark_of")],
            },
        ),
        Reshape("matters_mark", by_key=True),
        migrations.RunPython(fill, migrations.RunPython.noop),
    )
