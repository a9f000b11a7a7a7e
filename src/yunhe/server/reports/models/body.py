"""The text of a report and what was read in it, apart from the columns by which lists are asked for."""

from django.db import models


class Body(models.Model):
    """Compressed with zlib: `text` the frozen text that every offset counts in, `reading` as `yunhe read --format json`
    gives it, `layout` the stretches hidden, the pages and the places in the docx. Open it by `shelf.reading_of`."""

    report = models.OneToOneField("reports.Report", models.CASCADE, primary_key=True, related_name="body")
    text = models.BinaryField()
    reading = models.BinaryField()
    layout = models.BinaryField()

    class Meta:
        db_table = "reports_body"

    def __str__(self) -> str:
        return self.report_id
