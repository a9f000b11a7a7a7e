"""First passwords that are to be changed, and the tries to log in."""

from django.db import migrations, models

from yunhe.server.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = (("accounts", "0001_tables"),)

    operations = (
        migrations.CreateModel(
            name="Login",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                ("username", models.CharField(db_index=True, max_length=60)),
                ("address", models.CharField(max_length=60)),
                ("how", models.CharField(max_length=20)),
                ("is_let_in", models.BooleanField()),
            ],
            options={
                "db_table": "accounts_login",
            },
        ),
        migrations.AddField(
            model_name="account",
            name="must_change",
            field=models.BooleanField(default=False, verbose_name="要改口令"),
        ),
        AppendOnly("accounts_login", unique=[["id"]]),
    )
