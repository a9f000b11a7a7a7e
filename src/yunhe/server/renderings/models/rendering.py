"""A report made ready for reading."""

from django.db import models


class StoredRendering(models.Model):
    """Compressed: `page` the JSON of what the page is made of; `figures` what the inspector says, a line a figure: its
    start, a tab, JSON.

    It holds while the report was not read again (`ended`) and the programs that made it are the same (`version`). It
    can be made again from the report at any time and goes together with it.
    """

    report = models.OneToOneField("reports.Report", models.CASCADE, primary_key=True, related_name="rendering")
    version = models.CharField(max_length=12)
    ended = models.DateTimeField(null=True)
    page = models.BinaryField()
    figures = models.BinaryField()

    class Meta:
        db_table = "renderings_rendering"

    def __str__(self) -> str:
        return self.report_id
