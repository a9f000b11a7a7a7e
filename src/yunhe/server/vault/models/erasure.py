"""What is no longer there, and by which erasure: the leave without which the database refuses to delete."""

from django.db import models


class StoredErasure(models.Model):
    """One row for each payload, and one for each person, that was erased. Triggers refuse to change it."""

    id = models.CharField(max_length=40, primary_key=True)
    person = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "vault_erasure"

    def __str__(self) -> str:
        return self.id
