"""The table of the histories."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Points."""

    initial = True

    dependencies = (("reports", "0001_tables"),)

    operations = (
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("indicator", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=10)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("scope", models.CharField(blank=True, max_length=60)),
                ("year", models.PositiveSmallIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("value", models.TextField()),
                ("bound", models.CharField(max_length=1)),
                ("is_target", models.BooleanField()),
                ("is_recounted", models.BooleanField()),
                ("low", models.TextField(blank=True)),
                ("high", models.TextField(blank=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="reports.report"
                    ),
                ),
            ],
            options={"db_table": "histories_point"},
        ),
    )
