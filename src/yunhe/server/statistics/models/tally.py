"""A number counted over all matters: taken anew as a whole, never changed."""

from django.db import models


class StoredTally(models.Model):
    """`what`, `mark` and `post` say what was counted; each measure uses those that it needs."""

    measure = models.CharField(max_length=20)
    mechanism = models.CharField(max_length=100)
    store = models.CharField(max_length=50)
    simulated = models.BooleanField()
    what = models.CharField(max_length=200)
    mark = models.CharField(max_length=20)
    post = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    since = models.CharField(max_length=40)
    middle = models.CharField(max_length=40)

    class Meta:
        db_table = "statistics_tally"
        indexes = (models.Index(fields=["measure", "mechanism"], name="statistics_of"),)

    def __str__(self) -> str:
        return f"{self.measure} {self.mechanism} {self.what} {self.number}"
