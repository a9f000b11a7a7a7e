"""The tables of the registers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Entries, imports, references."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="StoredEntry",
            fields=[
                ("subject", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("register", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=200)),
                ("folded", models.CharField(max_length=400)),
                ("title", models.CharField(max_length=200)),
                ("region", models.CharField(blank=True, max_length=12)),
                ("store", models.CharField(max_length=50)),
                ("open_values", models.TextField()),
                ("sealed_values", models.TextField()),
                ("named", models.TextField()),
                ("since", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("withdrawn", models.DateTimeField(null=True)),
                ("simulated", models.BooleanField()),
                ("imported", models.CharField(blank=True, max_length=100)),
                ("source", models.TextField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "registers_entry",
                "indexes": [
                    models.Index(fields=["register", "key"], name="registers_by_key"),
                    models.Index(fields=["register", "title"], name="registers_by_title"),
                    models.Index(fields=["register", "region", "key"], name="registers_by_region"),
                ],
                "constraints": [models.UniqueConstraint(fields=("register", "folded"), name="registers_one_entry")],
            },
        ),
        migrations.CreateModel(
            name="StoredImport",
            fields=[
                ("number", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("register", models.CharField(max_length=30)),
                ("mapping", models.CharField(max_length=100)),
                ("file", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("actor", models.CharField(max_length=200)),
                ("person", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("whole", models.BooleanField()),
                ("simulated", models.BooleanField()),
                ("counts", models.TextField()),
                ("undone", models.DateTimeField(null=True)),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "registers_import",
                "indexes": [models.Index(fields=["register", "sha256"], name="registers_same_file")],
            },
        ),
        migrations.CreateModel(
            name="StoredReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=200)),
                ("field", models.CharField(max_length=30)),
                ("register", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "registers_reference",
                "indexes": [models.Index(fields=["register", "key"], name="registers_referred")],
                "constraints": [models.UniqueConstraint(fields=("subject", "field"), name="registers_one_reference")],
            },
        ),
    )
