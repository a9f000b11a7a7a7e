"""The tables of tallies."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """`statistics_taking`, `statistics_tally`."""

    initial = True
    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="StoredTaking",
            fields=[
                ("measure", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "statistics_taking"},
        ),
        migrations.CreateModel(
            name="StoredTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=20)),
                ("mechanism", models.CharField(max_length=100)),
                ("store", models.CharField(max_length=50)),
                ("simulated", models.BooleanField()),
                ("what", models.CharField(max_length=200)),
                ("mark", models.CharField(max_length=20)),
                ("post", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("since", models.CharField(max_length=40)),
                ("middle", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "statistics_tally",
                "indexes": [models.Index(fields=["measure", "mechanism"], name="statistics_of")],
            },
        ),
    )
