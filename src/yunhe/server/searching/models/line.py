"""A sentence in the index."""

from django.db import models


class Line(models.Model):
    """`id` rises from the newest report to the oldest and within a report with `number`, that of the sentence, so that
    what is found comes in order; `book` is in it. `folded` is the sentence as it is searched; `facets` are the tags by
    which it is filtered (area, year, kinds and indicators of its figures). The pairs of letters stand in a column
    (PostgreSQL) or a table (SQLite) that the database fills itself, see `pairs`."""

    id = models.BigIntegerField(primary_key=True)
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="searched")
    book = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    folded = models.TextField()
    facets = models.TextField()

    class Meta:
        db_table = "searching_line"

    def __str__(self) -> str:
        return self.folded
