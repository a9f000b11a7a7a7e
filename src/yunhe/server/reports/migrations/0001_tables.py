"""The tables of the shelf."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yunhe.server.guards import AppendOnly
from yunhe.server.reports.guards import StaysWithReport
from yunhe.server.reports.token import new_token


class Migration(migrations.Migration):
    """Reports, batches, what was read and found, remarks, receipts."""

    initial = True

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.CharField(default=new_token, max_length=16, primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("name", models.CharField(max_length=300)),
                ("is_draft", models.BooleanField()),
                ("expires", models.DateTimeField(null=True)),
                ("made", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "排队"),
                            ("reading", "在读"),
                            ("auditing", "在审"),
                            ("done", "读完"),
                            ("failed", "没读成"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                ("worker", models.CharField(blank=True, max_length=40)),
                ("beat", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("ended", models.DateTimeField(null=True)),
                ("format", models.CharField(blank=True, max_length=10)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("area", models.CharField(blank=True, max_length=60)),
                ("level", models.CharField(blank=True, max_length=12)),
                ("organ", models.CharField(blank=True, max_length=120)),
                ("session", models.CharField(blank=True, max_length=120)),
                ("speaker", models.CharField(blank=True, max_length=60)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("date", models.CharField(blank=True, max_length=10)),
                ("truncated", models.BooleanField(default=False)),
                ("characters", models.PositiveIntegerField(default=0)),
                ("sentences", models.PositiveIntegerField(default=0)),
                ("claims", models.PositiveIntegerField(default=0)),
                ("unread", models.PositiveIntegerField(default=0)),
                ("findings", models.PositiveIntegerField(default=0)),
                ("errors", models.PositiveIntegerField(default=0)),
                ("warnings", models.PositiveIntegerField(default=0)),
                ("notes", models.PositiveIntegerField(default=0)),
                ("against", models.TextField(default="{}")),
            ],
            options={
                "db_table": "reports_report",
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.CharField(default=new_token, max_length=16, primary_key=True, serialize=False)),
                ("made", models.DateTimeField()),
                ("refused", models.TextField(default="[]")),
                ("known", models.TextField(default="[]")),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "reports_batch",
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="body",
                        serialize=False,
                        to="reports.report",
                    ),
                ),
                ("text", models.BinaryField()),
                ("reading", models.BinaryField()),
                ("layout", models.BinaryField()),
            ],
            options={
                "db_table": "reports_body",
            },
        ),
        migrations.AddField(
            model_name="report",
            name="batch",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="reports", to="reports.batch"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="owner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
                ("kind", models.CharField(max_length=10)),
                ("indicator", models.TextField(blank=True)),
                ("indicator_id", models.CharField(blank=True, max_length=80)),
                ("value", models.TextField()),
                ("size", models.DecimalField(decimal_places=6, max_digits=38, null=True)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("bound", models.CharField(max_length=1)),
                ("period", models.CharField(blank=True, max_length=40)),
                ("status", models.CharField(max_length=10)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("basis", models.CharField(blank=True, max_length=60)),
                ("scope", models.TextField(blank=True)),
                ("accumulation", models.CharField(blank=True, max_length=12)),
                ("of", models.PositiveIntegerField(null=True)),
                ("sentence", models.PositiveIntegerField()),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "db_table": "reports_figure",
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=12)),
                ("check_name", models.CharField(max_length=60)),
                ("severity", models.CharField(max_length=8)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("message", models.TextField()),
                ("remedy", models.TextField(blank=True)),
                ("evidence", models.TextField(blank=True)),
                ("spans", models.TextField()),
                ("sentence", models.TextField()),
                ("where", models.CharField(max_length=40)),
                ("section", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待核"), ("discussed", "在议"), ("accepted", "已核")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "db_table": "reports_mark",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("name", models.CharField(max_length=300)),
                ("was_draft", models.BooleanField()),
                ("made", models.DateTimeField()),
                ("owner", models.PositiveBigIntegerField(null=True)),
                ("by", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("why", models.CharField(choices=[("asked", "删除"), ("expired", "到期")], max_length=8)),
                ("rows", models.TextField()),
            ],
            options={
                "db_table": "reports_receipt",
                "indexes": [models.Index(fields=["owner", "at"], name="reports_receipt_of")],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("by", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[("accept", "认可"), ("discuss", "商议"), ("reopen", "重开")], max_length=8
                    ),
                ),
                ("text", models.TextField()),
                (
                    "mark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="reports.mark"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="reports.report"
                    ),
                ),
            ],
            options={
                "db_table": "reports_remark",
            },
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("section", models.TextField(blank=True)),
                ("role", models.CharField(max_length=10)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "db_table": "reports_sentence",
            },
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["area", "year"], name="reports_of_area"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["made"], name="reports_made"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("state__in", ["done", "failed"]), _negated=True),
                fields=["state", "made"],
                name="reports_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("expires__isnull", False)), fields=["expires"], name="reports_expires"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(condition=models.Q(("is_draft", True)), fields=["owner", "made"], name="reports_drafts"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_draft", False)), fields=("sha256",), name="reports_published_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_draft", True)), fields=("owner", "sha256"), name="reports_draft_once"
            ),
        ),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(fields=["indicator_id", "place", "period"], name="reports_figure_of"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="reports_figure_place"),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(fields=["check_name", "severity"], name="reports_mark_check"),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="reports_mark_place"),
        ),
        migrations.AddConstraint(
            model_name="sentence",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="reports_sentence_place"),
        ),
        AppendOnly("reports_receipt", unique=[["id"]]),
        StaysWithReport("reports_remark"),
    )
