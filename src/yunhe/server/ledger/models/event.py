"""An event as it is kept: the fields of `types.Event`, its body as canonical JSON text, and its place in the chain."""

from django.db import models


class StoredEvent(models.Model):
    """One row of the ledger. Triggers refuse to change or remove it; `id` tells the order in which rows came in."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=200)
    actor = models.CharField(max_length=200)
    person = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "ledger_event"
        constraints = (models.UniqueConstraint(fields=["subject", "number"], name="ledger_event_place"),)

    def __str__(self) -> str:
        return f"{self.subject}#{self.number}"
