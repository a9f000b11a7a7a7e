"""An entry as it stands now: what its events fold to."""

from django.db import models


class StoredEntry(models.Model):
    """One thing of a register. `open_values` are what may be read, `sealed_values` stand for what lies in the vault.

    `folded` is the key without case, width and blanks, so that one thing has one entry. `withdrawn` is when it was
    taken off; the row stays. `named` says which field is the title, which the subdistrict, and which lead to entries
    of other registers, as the definition had it; so the row can be derived from events alone.
    """

    subject = models.CharField(max_length=200, primary_key=True)
    register = models.CharField(max_length=30)
    key = models.CharField(max_length=200)
    folded = models.CharField(max_length=400)
    title = models.CharField(max_length=200)
    region = models.CharField(max_length=12, blank=True)
    store = models.CharField(max_length=50)
    open_values = models.TextField()
    sealed_values = models.TextField()
    named = models.TextField()
    since = models.DateTimeField()
    changed = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    simulated = models.BooleanField()
    imported = models.CharField(max_length=100, blank=True)
    source = models.TextField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "registers_entry"
        indexes = (
            models.Index(fields=["register", "key"], name="registers_by_key"),
            models.Index(fields=["register", "title"], name="registers_by_title"),
            models.Index(fields=["register", "region", "key"], name="registers_by_region"),
        )
        constraints = (models.UniqueConstraint(fields=["register", "folded"], name="registers_one_entry"),)

    def __str__(self) -> str:
        return self.subject
