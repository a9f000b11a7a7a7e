"""A matter as it stands now: what its events fold to, and the columns by which lists are asked for."""

from django.db import models
from django.db.models import Q


class StoredMatter(models.Model):
    """One run of a mechanism. `situation` is the fold of the events; every other column repeats what it says.

    `due` is the soonest instant at which a limit runs out, `wakes` the soonest at which something happens by itself:
    the one column the tick looks at, so there is no second list of timers that could differ from the events.
    """

    number = models.CharField(max_length=200, primary_key=True)
    mechanism = models.CharField(max_length=100)
    version = models.CharField(max_length=10)
    store = models.CharField(max_length=50)
    state = models.CharField(max_length=100)
    outcome = models.CharField(max_length=100, null=True)
    owner = models.CharField(max_length=200)
    parent = models.CharField(max_length=200, blank=True)
    upstream = models.CharField(max_length=200, blank=True)
    opened = models.DateTimeField()
    changed = models.DateTimeField()
    due = models.DateTimeField(null=True)
    wakes = models.DateTimeField(null=True)
    simulated = models.BooleanField()
    last = models.PositiveIntegerField()
    situation = models.TextField()

    class Meta:
        db_table = "matters_matter"
        indexes = (
            models.Index(
                fields=["owner", "due", "number", "mechanism", "store"], name="matters_desk", condition=Q(outcome=None)
            ),
            models.Index(fields=["due", "number"], name="matters_due", condition=Q(outcome=None, due__isnull=False)),
            models.Index(fields=["wakes"], name="matters_wakes", condition=Q(wakes__isnull=False)),
            models.Index(fields=["mechanism", "opened"], name="matters_of"),
            models.Index(fields=["parent"], name="matters_parent", condition=~Q(parent="")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["mechanism", "upstream"], name="matters_upstream", condition=~Q(upstream="")
            ),
        )

    def __str__(self) -> str:
        return self.number
