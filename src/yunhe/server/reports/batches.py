"""What was handed in together, seen by who handed it in."""

import json
from typing import NamedTuple

from django.db.models import Q

from yunhe.server.reports import shelf
from yunhe.server.reports.models import Batch, Report


class Refused(NamedTuple):
    """A file that was not taken, and why."""

    name: str
    problem: str


class Standing(NamedTuple):
    """A batch as it stands: its reports, those that stood on the shelf before, what was refused."""

    reports: list[Report]
    known: list[Report]
    refused: list[Refused]

    @property
    def waiting(self) -> int:
        """How many are not read yet."""
        return sum(report.is_waiting for report in self.reports)

    @property
    def done(self) -> int:
        """How many are read."""
        return sum(report.is_done for report in self.reports)


def find(sitting: shelf.Reader, id: str) -> Batch | None:
    """A batch that somebody handed in; the desk's own on a desk."""
    own = Q(owner=sitting.account) if sitting.account is not None else Q(pk__in=[])
    if sitting.is_at_own_desk:
        own |= Q(owner=None)
    return Batch.objects.filter(own, pk=id).first()


def standing(sitting: shelf.Reader, batch: Batch) -> Standing:
    """How it stands now, cut to what may be seen."""
    known = json.loads(batch.known)
    there = shelf.seen_by(sitting).filter(Q(batch=batch) | Q(pk__in=known)).order_by("name", "made")
    reports = list(there)
    refused = [Refused(*each) for each in json.loads(batch.refused)]
    own = [report for report in reports if report.batch_id == batch.pk]
    return Standing(own, [report for report in reports if report.batch_id != batch.pk], refused)


def waiting(batch: Batch) -> list[Report]:
    """Its reports, for whoever follows how far they are."""
    return list(batch.reports.order_by("name", "made"))


def lone(batch: Batch) -> Report | None:
    """The one report of a batch of one; None when there is more to say of it."""
    known = json.loads(batch.known)
    found = list(Report.objects.filter(Q(batch=batch) | Q(pk__in=known))[:2])
    return found[0] if len(found) == 1 and batch.refused == "[]" else None
