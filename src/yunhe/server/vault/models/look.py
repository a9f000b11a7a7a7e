"""A look at personal data: who, in which post, what for, at whose, and what was shown of each field."""

from django.db import models


class StoredLook(models.Model):
    """One row a look and person; `shown` is JSON: field → 明文, 掩码, 未给 or 已删除. Triggers refuse to change it."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    reader = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, db_index=True)
    person = models.CharField(max_length=40, db_index=True)
    shown = models.TextField()

    class Meta:
        db_table = "vault_look"

    def __str__(self) -> str:
        return f"{self.at} {self.post} {self.subject}"
