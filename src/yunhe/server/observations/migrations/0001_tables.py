"""The tables of the observations, with the triggers that keep every version."""

from django.db import migrations, models

from yunhe.server.guards import AppendOnly


class Migration(migrations.Migration):
    """Versions and periods."""

    initial = True
    dependencies = (("ledger", "0001_tables"),)

    operations = (
        migrations.CreateModel(
            name="StoredPeriod",
            fields=[
                ("subject", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("dataset", models.CharField(max_length=100)),
                ("period", models.CharField(max_length=20)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("levels", models.TextField()),
                ("indicators", models.TextField(null=True)),
                ("observations", models.PositiveIntegerField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("changed", models.DateTimeField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={"db_table": "observations_period"},
        ),
        migrations.CreateModel(
            name="StoredVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("indicator", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=20)),
                ("place", models.CharField(max_length=50)),
                ("period", models.CharField(max_length=20)),
                ("basis", models.CharField(blank=True, max_length=40)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("value", models.TextField(null=True)),
                ("unit", models.CharField(max_length=20)),
                ("status", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("simulated", models.BooleanField()),
                ("source", models.TextField()),
                ("actor", models.CharField(max_length=200)),
                ("person", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "observations_version",
                "indexes": [models.Index(fields=["indicator", "place", "starts"], name="observations_of")],
                "constraints": [models.UniqueConstraint(fields=("subject", "number"), name="observations_place")],
            },
        ),
        AppendOnly("observations_version", unique=[["id"], ["subject", "number"]]),
    )
