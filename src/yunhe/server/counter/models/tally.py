"""How often something was tried within a stretch of time; by a keyed hash, so that no address is kept."""

from django.db import models


class StoredTally(models.Model):
    """One row what, who and stretch of time."""

    id = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        db_table = "counter_tally"
        indexes = (models.Index(fields=["until"], name="counter_tally_until"),)

    def __str__(self) -> str:
        return f"{self.id[:8]} {self.count}"
