"""Files handed in together, so that one page can show how far all of them are."""

from django.conf import settings
from django.db import models

from yunhe.server.reports.token import new_token


class Batch(models.Model):
    """One row a handing-in. `refused` is a JSON list of [name, problem] for the files that were not taken at all.

    `known` is a JSON list of the ids of reports that were handed in and stood on the shelf already.
    """

    id = models.CharField(max_length=16, primary_key=True, default=new_token)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made = models.DateTimeField()
    refused = models.TextField(default="[]")
    known = models.TextField(default="[]")

    class Meta:
        db_table = "reports_batch"

    def __str__(self) -> str:
        return self.id
