"""The last number given to a matter of a mechanism in a year."""

from django.db import models


class StoredSerial(models.Model):
    """One row a mechanism and year; numbers are given in the transaction that opens the matter, so none is lost."""

    series = models.CharField(max_length=150, primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "matters_serial"

    def __str__(self) -> str:
        return f"{self.series}-{self.last:06d}"
