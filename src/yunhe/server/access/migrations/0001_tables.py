"""The table of holdings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Holdings of posts."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="StoredHolding",
            fields=[
                ("id", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("post", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("person", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("of", models.CharField(blank=True, max_length=40)),
                ("basis", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "access_holding",
                "indexes": [
                    models.Index(fields=["person", "post"], name="access_holding_person"),
                    models.Index(fields=["post"], name="access_holding_post"),
                ],
            },
        ),
    )
