"""One version of an observation: what an event of its series says, in columns that SQL can ask for."""

from django.db import models


class StoredVersion(models.Model):
    """One row an event; a trigger refuses to change or remove it. `value` is exact decimal text, null in a withdrawal.

    `number` counts as the events of the series do; the row with the highest is the one in force, so superseding an
    observation changes no row.
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    indicator = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=50)
    period = models.CharField(max_length=20)
    basis = models.CharField(max_length=40, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    value = models.TextField(null=True)
    unit = models.CharField(max_length=20)
    status = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    simulated = models.BooleanField()
    source = models.TextField()
    actor = models.CharField(max_length=200)
    person = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "observations_version"
        indexes = (models.Index(fields=["indicator", "place", "starts"], name="observations_of"),)
        constraints = (models.UniqueConstraint(fields=["subject", "number"], name="observations_place"),)

    def __str__(self) -> str:
        return f"{self.subject}#{self.number}"
