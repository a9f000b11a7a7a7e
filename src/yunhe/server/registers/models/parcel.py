"""A file that waits to be imported."""

from django.db import models


class StoredParcel(models.Model):
    """One row a file that was handed in and not confirmed yet; it goes when it is, or after some hours."""

    token = models.CharField(max_length=64, primary_key=True)
    register = models.CharField(max_length=30)
    name = models.CharField(max_length=255)
    mapping = models.CharField(max_length=100, blank=True)
    simulated = models.BooleanField()
    partly = models.BooleanField()
    person = models.CharField(max_length=40)
    post = models.CharField(max_length=200)
    at = models.DateTimeField()
    kept = models.CharField(max_length=100)
    key = models.CharField(max_length=100)

    class Meta:
        db_table = "registers_parcel"

    def __str__(self) -> str:
        return f"{self.register} {self.name}"
