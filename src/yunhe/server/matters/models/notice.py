"""Something that a post must be told."""

from django.db import models
from django.db.models import Q


class StoredNotice(models.Model):
    """One notice. `key` is matter#event→post: whoever receives it twice can tell by the key and drops the second."""

    key = models.CharField(max_length=420, primary_key=True)
    subject = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    said = models.CharField(max_length=200)
    at = models.DateTimeField()
    told = models.DateTimeField(null=True)

    class Meta:
        db_table = "matters_notice"
        indexes = (models.Index(fields=["at"], name="matters_untold", condition=Q(told=None)),)

    def __str__(self) -> str:
        return self.key
