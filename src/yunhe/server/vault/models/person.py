"""A person of one store, known by a random key that says nothing."""

from django.db import models


class StoredPerson(models.Model):
    """One row a person: the key of the person's data, wrapped under the master key of the store named `key`.

    Without this row the payload can no longer be read by anybody. Whoever is in two stores is two persons here.
    """

    id = models.CharField(max_length=40, primary_key=True)
    store = models.CharField(max_length=50)
    key = models.CharField(max_length=30)
    wrapped = models.BinaryField()

    class Meta:
        db_table = "vault_person"
        indexes = (models.Index(fields=["store", "key", "id"], name="vault_person_wrapped"),)

    def __str__(self) -> str:
        return self.id
