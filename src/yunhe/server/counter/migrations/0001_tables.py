"""The tables of the counter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Codes, drafts, counts of use."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="StoredCode",
            fields=[
                ("number", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("salt", models.BinaryField()),
                ("hashed", models.BinaryField()),
                ("made", models.DateTimeField()),
                ("account", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "counter_code",
                "indexes": [models.Index(fields=["account", "number"], name="counter_of_account")],
            },
        ),
        migrations.CreateModel(
            name="StoredDraft",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("files", models.TextField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "counter_draft",
                "indexes": [models.Index(fields=["until"], name="counter_draft_until")],
            },
        ),
        migrations.CreateModel(
            name="StoredTally",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "counter_tally",
                "indexes": [models.Index(fields=["until"], name="counter_tally_until")],
            },
        ),
    )
