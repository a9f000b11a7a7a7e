"""A personal value, encrypted."""

from django.db import models


class StoredPayload(models.Model):
    """One value of one field. `content` is nonce and ciphertext; the salt of the digest lies inside."""

    id = models.CharField(max_length=40, primary_key=True)
    person = models.CharField(max_length=40)
    store = models.CharField(max_length=50)
    subject = models.CharField(max_length=200)
    field = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        db_table = "vault_payload"
        indexes = (
            models.Index(fields=["person"], name="vault_payload_person"),
            models.Index(fields=["subject"], name="vault_payload_subject"),
        )

    def __str__(self) -> str:
        return self.id
