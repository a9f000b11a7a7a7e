"""A post that a matter keeps waiting, or that waits for it, beside its owner."""

from django.db import models


class StoredMark(models.Model):
    """One mark: who, what for, in which matter. What the situation of the matter says."""

    pk = models.CompositePrimaryKey("post", "what", "number")
    post = models.CharField(max_length=200)
    what = models.CharField(max_length=20)
    number = models.CharField(max_length=200)

    class Meta:
        db_table = "matters_mark"
        indexes = (models.Index(fields=["number"], name="matters_mark_of"),)

    def __str__(self) -> str:
        return f"{self.post} {self.what} {self.number}"
