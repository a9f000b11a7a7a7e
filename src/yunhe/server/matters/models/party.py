"""A party of a matter: a post, unit or subdistrict by which lists are filtered."""

from django.db import models


class StoredParty(models.Model):
    """One party; `since` is the number of the event that brought it in. What the events of the matter fold to."""

    pk = models.CompositePrimaryKey("party", "number")
    party = models.CharField(max_length=210)
    number = models.CharField(max_length=200)
    since = models.PositiveIntegerField()

    class Meta:
        db_table = "matters_party"
        indexes = (models.Index(fields=["number", "party"], name="matters_party_of"),)

    def __str__(self) -> str:
        return f"{self.number} {self.party}"
