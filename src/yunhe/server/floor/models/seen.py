"""How far somebody has read in a matter."""

from django.db import models


class StoredSeen(models.Model):
    """The last event of a matter that a person had before them."""

    pk = models.CompositePrimaryKey("person", "number")
    person = models.CharField(max_length=200)
    number = models.CharField(max_length=200)
    event = models.PositiveIntegerField()

    class Meta:
        db_table = "floor_seen"

    def __str__(self) -> str:
        return f"{self.person} {self.number}#{self.event}"
