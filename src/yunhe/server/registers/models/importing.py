"""One file that was imported into a register."""

from django.db import models


class StoredImport(models.Model):
    """An import: which file under which layout, by whom, what it did; `undone` is when it was taken back.

    `whole` is false where rows were refused: the same file may then come again.
    """

    number = models.CharField(max_length=100, primary_key=True)
    register = models.CharField(max_length=30)
    mapping = models.CharField(max_length=100)
    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    actor = models.CharField(max_length=200)
    person = models.CharField(max_length=200)
    at = models.DateTimeField()
    whole = models.BooleanField()
    simulated = models.BooleanField()
    counts = models.TextField()
    undone = models.DateTimeField(null=True)
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "registers_import"
        indexes = (models.Index(fields=["register", "sha256"], name="registers_same_file"),)

    def __str__(self) -> str:
        return self.number
