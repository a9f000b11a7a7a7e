"""A proposal: a new version of a mechanism as text, whose it is, and what came of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yunhe.server.reports.token import new_token


class Proposal(models.Model):
    """One row a proposal. `base` and `digest` are the SHA-256 of the file it starts from and of the one it makes.

    `changes` is JSON, [{"place", "kind", "said"}]; `failures` what the last whole proof found, JSON. `proposer_of` and
    `decider_of` are whom a deputy stood in for. Nobody decides their own: the table itself refuses it.
    """

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("草稿")
        PROPOSED = "proposed", _("等第二人")
        ACCEPTED = "accepted", _("已同意")
        REFUSED = "refused", _("没有同意")
        WITHDRAWN = "withdrawn", _("已撤回")
        OUTDATED = "outdated", _("过时")

    id = models.CharField(max_length=16, primary_key=True, default=new_token)
    mechanism = models.CharField(max_length=60)
    file = models.CharField(max_length=120)
    base_file = models.CharField(max_length=120)
    base = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    before = models.TextField()
    after = models.TextField()
    changes = models.JSONField()
    since = models.DateField()
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made = models.DateTimeField()

    post = models.CharField(max_length=60)
    proposer = models.CharField(max_length=40)
    proposer_of = models.CharField(max_length=40, blank=True)
    proposed = models.DateTimeField(null=True)
    failures = models.JSONField(default=list)

    decider_post = models.CharField(max_length=60, blank=True)
    decider = models.CharField(max_length=40, blank=True)
    decider_of = models.CharField(max_length=40, blank=True)
    decided = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "proposals_proposal"
        indexes = (
            models.Index(fields=["state", "made"], name="proposals_state"),
            models.Index(fields=["mechanism", "made"], name="proposals_mechanism"),
            models.Index(fields=["proposer", "made"], name="proposals_proposer"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decider="")
                | (~Q(decider=F("proposer")) & ~Q(decider=F("proposer_of")) & ~Q(decider_of=F("proposer"))),
                name="proposals_second_person",
            ),
            models.CheckConstraint(
                condition=Q(decider_of="") | ~Q(decider_of=F("proposer_of")), name="proposals_second_principal"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"]) | ~Q(decider=""), name="proposals_decided_by_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mechanism} {self.since}"

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.state in (self.State.DRAFT, self.State.PROPOSED)

    @property
    def persons(self) -> set[str]:
        """Who proposed it, and whom they stood in for: none of them decides."""
        return {self.proposer, self.proposer_of} - {""}
