"""What remains of a report that was deleted: that it was, and nothing it said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Receipt(models.Model):
    """One row a deletion, never changed. `sha256` is the digest of the file, by which its owner can tell what went."""

    class Why(models.TextChoices):
        """Why it went."""

        ASKED = "asked", _("删除")
        EXPIRED = "expired", _("到期")

    id = models.CharField(max_length=16, primary_key=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=300)
    was_draft = models.BooleanField()
    made = models.DateTimeField()
    owner = models.PositiveBigIntegerField(null=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    why = models.CharField(max_length=8, choices=Why)
    rows = models.TextField()

    class Meta:
        db_table = "reports_receipt"
        indexes = (models.Index(fields=["owner", "at"], name="reports_receipt_of"),)

    def __str__(self) -> str:
        return self.id
