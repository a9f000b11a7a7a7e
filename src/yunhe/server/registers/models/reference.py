"""A field of an entry that leads to an entry of a register."""

from django.db import models


class StoredReference(models.Model):
    """One reference; it goes when the field changes, and with an entry that is withdrawn."""

    subject = models.CharField(max_length=200)
    field = models.CharField(max_length=30)
    register = models.CharField(max_length=30)
    key = models.CharField(max_length=200)

    class Meta:
        db_table = "registers_reference"
        indexes = (models.Index(fields=["register", "key"], name="registers_referred"),)
        constraints = (models.UniqueConstraint(fields=["subject", "field"], name="registers_one_reference"),)

    def __str__(self) -> str:
        return f"{self.subject} → {self.register}:{self.key}"
