"""The table of accounts."""

import django.contrib.auth.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "已有这个账号"},
                        max_length=60,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="账号",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="姓名")),
                ("is_public", models.BooleanField(default=False, verbose_name="公众账号")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("made", models.DateTimeField(auto_now_add=True, verbose_name="建立于")),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
                "db_table": "accounts_account",
            },
        ),
    )
