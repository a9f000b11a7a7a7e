"""What somebody has filled in and not yet handed in, under a key that only their browser has."""

from django.db import models


class StoredDraft(models.Model):
    """One draft. `files` names what lies encrypted for it, so that it goes with the draft; it opens nothing."""

    id = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    files = models.TextField()
    until = models.DateTimeField()

    class Meta:
        db_table = "counter_draft"
        indexes = (models.Index(fields=["until"], name="counter_draft_until"),)

    def __str__(self) -> str:
        return self.id[:8]
