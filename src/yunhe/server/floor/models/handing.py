"""A form that was handed in; the second time the same one comes it is known, and does nothing."""

from django.db import models


class StoredHanding(models.Model):
    """One form by the token that stood in it, and the matter it came to. Kept for a while, then forgotten."""

    token = models.CharField(max_length=64, primary_key=True)
    number = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "floor_handing"

    def __str__(self) -> str:
        return self.token
