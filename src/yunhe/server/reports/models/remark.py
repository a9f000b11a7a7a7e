"""What somebody said of a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Remark(models.Model):
    """One row an act, never changed; it goes only together with its report. `text` is the reason, or what was said."""

    class What(models.TextChoices):
        """The acts."""

        ACCEPT = "accept", _("认可")
        DISCUSS = "discuss", _("商议")
        REOPEN = "reopen", _("重开")

    id = models.BigAutoField(primary_key=True)
    mark = models.ForeignKey("reports.Mark", models.CASCADE, related_name="remarks")
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="remarks")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    what = models.CharField(max_length=8, choices=What)
    text = models.TextField()

    class Meta:
        db_table = "reports_remark"

    def __str__(self) -> str:
        return f"{self.by} {self.what}"
