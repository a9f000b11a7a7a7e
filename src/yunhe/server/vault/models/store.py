"""A store of personal data, kept apart by its owner: 反诈, 安居守护, 信访 …"""

from django.db import models


class StoredStore(models.Model):
    """One row a store: the key under which identities are indexed, wrapped under the master key named `key`."""

    store = models.CharField(max_length=50, primary_key=True)
    key = models.CharField(max_length=30)
    wrapped = models.BinaryField()

    class Meta:
        db_table = "vault_store"

    def __str__(self) -> str:
        return self.store
