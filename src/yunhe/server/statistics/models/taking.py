"""When the tallies of a measure were taken."""

from django.db import models


class StoredTaking(models.Model):
    """One row a measure."""

    measure = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "statistics_taking"

    def __str__(self) -> str:
        return self.measure
