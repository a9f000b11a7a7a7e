"""By what a person is found again: the keyed hash of a 公民身份号码, never the number."""

from django.db import models


class StoredIdentity(models.Model):
    """One identity of one person within one store."""

    id = models.BigAutoField(primary_key=True)
    store = models.CharField(max_length=50)
    hashed = models.CharField(max_length=64)
    person = models.CharField(max_length=40, db_index=True)

    class Meta:
        db_table = "vault_identity"
        constraints = (models.UniqueConstraint(fields=["store", "hashed"], name="vault_identity_once"),)

    def __str__(self) -> str:
        return self.person
