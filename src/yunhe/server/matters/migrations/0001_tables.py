"""The tables of the matters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Matters, notices, serial numbers."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="StoredSerial",
            fields=[
                ("series", models.CharField(max_length=150, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "matters_serial",
            },
        ),
        migrations.CreateModel(
            name="StoredMatter",
            fields=[
                ("number", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("mechanism", models.CharField(max_length=100)),
                ("version", models.CharField(max_length=10)),
                ("store", models.CharField(max_length=50)),
                ("state", models.CharField(max_length=100)),
                ("outcome", models.CharField(max_length=100, null=True)),
                ("owner", models.CharField(max_length=200)),
                ("parent", models.CharField(blank=True, max_length=200)),
                ("upstream", models.CharField(blank=True, max_length=200)),
                ("opened", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("due", models.DateTimeField(null=True)),
                ("wakes", models.DateTimeField(null=True)),
                ("simulated", models.BooleanField()),
                ("last", models.PositiveIntegerField()),
                ("situation", models.TextField()),
            ],
            options={
                "db_table": "matters_matter",
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", None)), fields=["owner", "due", "number"], name="matters_desk"
                    ),
                    models.Index(condition=models.Q(("wakes__isnull", False)), fields=["wakes"], name="matters_wakes"),
                    models.Index(fields=["mechanism", "opened"], name="matters_of"),
                    models.Index(
                        condition=models.Q(("parent", ""), _negated=True), fields=["parent"], name="matters_parent"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("upstream", ""), _negated=True),
                        fields=("mechanism", "upstream"),
                        name="matters_upstream",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredNotice",
            fields=[
                ("key", models.CharField(max_length=420, primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=200)),
                ("post", models.CharField(max_length=200)),
                ("said", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("told", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "matters_notice",
                "indexes": [models.Index(condition=models.Q(("told", None)), fields=["at"], name="matters_untold")],
            },
        ),
    )
