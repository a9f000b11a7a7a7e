"""The table."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = (("reports", "0001_tables"),)

    operations = (
        migrations.CreateModel(
            name="StoredRendering",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rendering",
                        serialize=False,
                        to="reports.report",
                    ),
                ),
                ("version", models.CharField(max_length=12)),
                ("ended", models.DateTimeField(null=True)),
                ("page", models.BinaryField()),
                ("figures", models.BinaryField()),
            ],
            options={
                "db_table": "renderings_rendering",
            },
        ),
    )
