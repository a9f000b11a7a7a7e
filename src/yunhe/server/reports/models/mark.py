"""A finding in the margin of a report, and how it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.Model):
    """One row a finding. `number` counts from 1 in reading order, `key` stays while the sentence does, as in the shell.

    `spans` is a JSON list of {doc, start, end, quote, report}: the report's own place first, then what it was held
    against; `report` is the id on the shelf, or null. `evidence` is the arithmetic. `state` repeats the last remark.
    """

    class State(models.TextChoices):
        """How it stands."""

        OPEN = "open", _("待核")
        DISCUSSED = "discussed", _("在议")
        ACCEPTED = "accepted", _("已核")

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="marks", db_index=False)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=12)
    check_name = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    message = models.TextField()
    remedy = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    spans = models.TextField()
    sentence = models.TextField()
    where = models.CharField(max_length=40)
    section = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        db_table = "reports_mark"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="reports_mark_place"),)
        indexes = (models.Index(fields=["check_name", "severity"], name="reports_mark_check"),)

    def __str__(self) -> str:
        return self.message
