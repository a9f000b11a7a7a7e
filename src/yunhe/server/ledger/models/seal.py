"""A seal: what was signed over the events of a day, and the signature."""

from django.db import models


class StoredSeal(models.Model):
    """One row of seals. `body` is the signed text; the other columns repeat what it says, for asking in SQL."""

    number = models.PositiveIntegerField(primary_key=True)
    date = models.DateField()
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    events = models.PositiveIntegerField()
    body = models.TextField()
    signature = models.CharField(max_length=128)

    class Meta:
        db_table = "ledger_seal"

    def __str__(self) -> str:
        return f"{self.number} {self.date}"
