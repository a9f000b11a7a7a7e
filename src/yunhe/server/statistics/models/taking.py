"""When the tallies of a measure were taken."""

from django.db import models


class StoredTaking(models.Model):
    """One row a measure; `took` is how many milliseconds."""

    measure = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    took = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "statistics_taking"

    def __str__(self) -> str:
        return self.measure
