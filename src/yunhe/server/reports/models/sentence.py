"""A sentence of a report: the row that is searched."""

from django.db import models


class Sentence(models.Model):
    """`number` counts from 0 as claims count it, `start` and `end` in the text of the report; `text` is the sentence
    as a reader sees it, without the breaks of lines and pages; `section` the path of its headings.

    Rows come by INSERT and go by DELETE, never by UPDATE: an index that follows them needs two triggers and may bear
    `id`. Of a draft they are seen by its owner only, so whoever searches joins `shelf.seen_by(sitting)`.
    """

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    section = models.TextField(blank=True)
    role = models.CharField(max_length=10)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        db_table = "reports_sentence"
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="reports_sentence_place"),)

    def __str__(self) -> str:
        return self.text
