"""A period of a dataset: how far it is approved."""

from django.db import models


class StoredPeriod(models.Model):
    """One row a period and dataset, the fold of its events. Its figures are locked while `levels` holds a level.

    `levels` and `indicators` are JSON lists; `indicators` is null for the dataset of everything. `digest` tells the
    figures that were approved.
    """

    subject = models.CharField(max_length=200, primary_key=True)
    dataset = models.CharField(max_length=100)
    period = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField()
    levels = models.TextField()
    indicators = models.TextField(null=True)
    observations = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    changed = models.DateTimeField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "observations_period"

    def __str__(self) -> str:
        return self.subject
