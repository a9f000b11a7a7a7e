"""A figure of a report: one row a claim, so that SQL can ask for indicators over areas and years."""

from django.db import models


class Figure(models.Model):
    """`number` counts the claims of the report from 0; `value` is the exact value in its base unit as text, `size` the
    same as a number to sort and draw by, null where it does not fit. What a claim does not say is empty; keys mean what
    docs/concepts.md says of a claim. `sentence` is the number of its sentence."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="figures", db_index=False)
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    kind = models.CharField(max_length=10)
    indicator = models.TextField(blank=True)
    indicator_id = models.CharField(max_length=80, blank=True)
    value = models.TextField()
    size = models.DecimalField(max_digits=38, decimal_places=6, null=True)
    unit = models.CharField(max_length=40, blank=True)
    bound = models.CharField(max_length=1)
    period = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10)
    place = models.CharField(max_length=120, blank=True)
    basis = models.CharField(max_length=60, blank=True)
    scope = models.TextField(blank=True)
    accumulation = models.CharField(max_length=12, blank=True)
    of = models.PositiveIntegerField(null=True)
    sentence = models.PositiveIntegerField()

    class Meta:
        db_table = "reports_figure"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="reports_figure_place"),)
        indexes = (models.Index(fields=["indicator_id", "place", "period"], name="reports_figure_of"),)

    def __str__(self) -> str:
        return self.quote
