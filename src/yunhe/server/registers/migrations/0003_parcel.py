"""Files that wait to be imported."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """`registers_parcel`."""

    dependencies = (("registers", "0002_views"),)

    operations = (
        migrations.CreateModel(
            name="StoredParcel",
            fields=[
                ("token", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("register", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=255)),
                ("mapping", models.CharField(blank=True, max_length=100)),
                ("simulated", models.BooleanField()),
                ("partly", models.BooleanField()),
                ("person", models.CharField(max_length=40)),
                ("post", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("kept", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=100)),
            ],
            options={"db_table": "registers_parcel"},
        ),
    )
