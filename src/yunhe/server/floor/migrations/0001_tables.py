"""The tables of the work floor."""

import django.db.models.fields.composite
from django.db import migrations, models


class Migration(migrations.Migration):
    """Forms handed in, and what was seen."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="StoredHanding",
            fields=[
                ("token", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=200)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "floor_handing"},
        ),
        migrations.CreateModel(
            name="StoredSeen",
            fields=[
                (
                    "pk",
                    django.db.models.fields.composite.CompositePrimaryKey(
                        "person", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=200)),
                ("event", models.PositiveIntegerField()),
            ],
            options={"db_table": "floor_seen"},
        ),
    )
