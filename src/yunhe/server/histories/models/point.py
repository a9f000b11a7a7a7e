"""What one report says of one indicator for one year."""

from django.db import models


class Point(models.Model):
    """`audit/history.py` says which figures are points. `year` is the year told of, the report's own stands at the
    report; `value`, `low` and `high` are exact values as text, the latter between which the growth said of it sets the
    year before."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="points")
    indicator = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    unit = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    value = models.TextField()
    bound = models.CharField(max_length=1)
    is_target = models.BooleanField()
    is_recounted = models.BooleanField()
    low = models.TextField(blank=True)
    high = models.TextField(blank=True)

    class Meta:
        db_table = "histories_point"

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}: {self.value}{self.unit}"
