"""A report on the shelf: what was handed in, how far it is read, and what it says of itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yunhe.server.reports.token import new_token


class Report(models.Model):
    """One row a file. Without `owner` it belongs to the desk; a draft is seen by its owner only, until it expires.

    `state` goes queued → reading → auditing → done, or to failed with `problem` and `remedy`; `progress` counts to 100.
    `worker` and `beat` say who reads it and when that was last heard of, `attempts` how often it was begun. `against`
    is JSON: what it was audited against, {"earlier": {year: id}, "statistics": names of files}. `errors`, `warnings`
    and `notes` count the findings that nobody has accepted. The text and the reading stand in `Body`, the file in the
    folder of files; whoever opens one comes through `shelf`.
    """

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("排队")
        READING = "reading", _("在读")
        AUDITING = "auditing", _("在审")
        DONE = "done", _("读完")
        FAILED = "failed", _("没读成")

    id = models.CharField(max_length=16, primary_key=True, default=new_token)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=300)
    batch = models.ForeignKey("reports.Batch", models.SET_NULL, null=True, related_name="reports")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_draft = models.BooleanField()
    expires = models.DateTimeField(null=True)
    made = models.DateTimeField()

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    worker = models.CharField(max_length=40, blank=True)
    beat = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ended = models.DateTimeField(null=True)

    format = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=300, blank=True)
    area = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=12, blank=True)
    organ = models.CharField(max_length=120, blank=True)
    session = models.CharField(max_length=120, blank=True)
    speaker = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    date = models.CharField(max_length=10, blank=True)
    truncated = models.BooleanField(default=False)
    characters = models.PositiveIntegerField(default=0)
    sentences = models.PositiveIntegerField(default=0)
    claims = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    against = models.TextField(default="{}")

    class Meta:
        db_table = "reports_report"
        indexes = (
            models.Index(fields=["area", "year"], name="reports_of_area"),
            models.Index(fields=["made"], name="reports_made"),
            models.Index(fields=["state", "made"], name="reports_queue", condition=~Q(state__in=["done", "failed"])),
            models.Index(fields=["expires"], name="reports_expires", condition=Q(expires__isnull=False)),
            models.Index(fields=["owner", "made"], name="reports_drafts", condition=Q(is_draft=True)),
        )
        constraints = (
            models.UniqueConstraint(fields=["sha256"], name="reports_published_once", condition=Q(is_draft=False)),
            models.UniqueConstraint(fields=["owner", "sha256"], name="reports_draft_once", condition=Q(is_draft=True)),
        )

    def __str__(self) -> str:
        """What it is called, as in the shell: its title with area and year, else the name of the file."""
        if not self.title and not (self.area and self.year):
            return self.name
        title = self.title or "政府工作报告"
        year = self.date[:4] or (str(self.year + 1) if self.year else "")
        return "".join(word for word in (self.area, year and f"{year}年") if word and word not in title) + title

    @property
    def is_done(self) -> bool:
        """Whether it can be opened."""
        return self.state == self.State.DONE

    @property
    def is_waiting(self) -> bool:
        """Whether something will still happen to it by itself."""
        return self.state not in (self.State.DONE, self.State.FAILED)
