"""Somebody in a post for a time: what the events of the post fold to."""

from django.db import models


class StoredHolding(models.Model):
    """One holding. `id` is post#number of the event that began it; `of` is whom a deputy stands in for, else empty."""

    id = models.CharField(max_length=80, primary_key=True)
    post = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    person = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    of = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "access_holding"
        indexes = (
            models.Index(fields=["person", "post"], name="access_holding_person"),
            models.Index(fields=["post"], name="access_holding_post"),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.person}"
