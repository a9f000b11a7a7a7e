"""The table of proposals."""

from django.db import migrations, models
from django.db.models import F, Q

from yunhe.server.reports.token import new_token


class Migration(migrations.Migration):
    """Proposals; that a second person decides is refused otherwise by the table itself."""

    initial = True

    operations = (
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.CharField(default=new_token, max_length=16, primary_key=True, serialize=False)),
                ("mechanism", models.CharField(max_length=60)),
                ("file", models.CharField(max_length=120)),
                ("base_file", models.CharField(max_length=120)),
                ("base", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("changes", models.JSONField()),
                ("since", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("basis", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("proposed", "等第二人"),
                            ("accepted", "已同意"),
                            ("refused", "没有同意"),
                            ("withdrawn", "已撤回"),
                            ("outdated", "过时"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("made", models.DateTimeField()),
                ("post", models.CharField(max_length=60)),
                ("proposer", models.CharField(max_length=40)),
                ("proposer_of", models.CharField(blank=True, max_length=40)),
                ("proposed", models.DateTimeField(null=True)),
                ("failures", models.JSONField(default=list)),
                ("decider_post", models.CharField(blank=True, max_length=60)),
                ("decider", models.CharField(blank=True, max_length=40)),
                ("decider_of", models.CharField(blank=True, max_length=40)),
                ("decided", models.DateTimeField(null=True)),
                ("because", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "proposals_proposal",
                "indexes": [
                    models.Index(fields=["state", "made"], name="proposals_state"),
                    models.Index(fields=["mechanism", "made"], name="proposals_mechanism"),
                    models.Index(fields=["proposer", "made"], name="proposals_proposer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(decider="")
                        | (~Q(decider=F("proposer")) & ~Q(decider=F("proposer_of")) & ~Q(decider_of=F("proposer"))),
                        name="proposals_second_person",
                    ),
                    models.CheckConstraint(
                        condition=Q(decider_of="") | ~Q(decider_of=F("proposer_of")), name="proposals_second_principal"
                    ),
                    models.CheckConstraint(
                        condition=~Q(state__in=["accepted", "refused"]) | ~Q(decider=""),
                        name="proposals_decided_by_somebody",
                    ),
                ],
            },
        ),
    )
