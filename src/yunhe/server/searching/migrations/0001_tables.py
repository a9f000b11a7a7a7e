"""The tables of the index, and the index over them."""

import django.db.models.deletion
from django.db import migrations, models

from yunhe.server.searching.pairs import Pairs


class Migration(migrations.Migration):
    """Books, lines and pairs."""

    initial = True
    dependencies = (("reports", "0001_tables"),)

    operations = (
        migrations.CreateModel(
            name="Book",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="book", to="reports.report"
                    ),
                ),
            ],
            options={"db_table": "searching_book"},
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("book", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("folded", models.TextField()),
                ("facets", models.TextField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="searched", to="reports.report"
                    ),
                ),
            ],
            options={"db_table": "searching_line"},
        ),
        Pairs(),
    )
