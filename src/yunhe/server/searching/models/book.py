"""A report in the index, under a small number."""

from django.db import models


class Book(models.Model):
    """`id` is part of the keys of its lines; who may see it is asked of the report at every search."""

    id = models.AutoField(primary_key=True)
    report = models.OneToOneField("reports.Report", models.CASCADE, related_name="book")

    class Meta:
        db_table = "searching_book"

    def __str__(self) -> str:
        return self.report_id
