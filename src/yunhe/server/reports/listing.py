"""The list of reports: filters, orders, pages, all of it cut to what somebody may see."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report

ON_A_PAGE = 50
ORDERS = ("made", "area", "year", "claims", "errors", "warnings", "notes", "unread", "state")
STATES = {"waiting": ("queued", "reading", "auditing"), "done": ("done",), "failed": ("failed",)}
_LONGEST = 100


class Wanted(NamedTuple):
    """What is asked for; whatever makes no sense is as if it had not been said."""

    area: str = ""
    year: int | None = None
    state: str = ""
    words: str = ""
    drafts: bool = False
    doubtful: bool = False
    order: str = "-made"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        """What the address says."""
        order = query.get("order", "")
        return cls(
            query.get("area", "")[:_LONGEST],
            _number(query.get("year", "")),
            query.get("state", "") if query.get("state", "") in STATES else "",
            query.get("words", "").strip()[:_LONGEST],
            query.get("drafts") == "on",
            query.get("doubtful") == "on",
            order if order.removeprefix("-") in ORDERS else "-made",
            max(1, _number(query.get("page", "")) or 1),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set."""
        return bool(self.area or self.year or self.state or self.words or self.drafts or self.doubtful)


class Listed(NamedTuple):
    """One page of the list."""

    rows: list[Report]
    total: int
    page: int
    pages: int


def listed(sitting: shelf.Reader, wanted: Wanted) -> Listed:
    """The page that is asked for, or the last there is."""
    chosen = chosen_by(sitting, wanted)
    total = chosen.count()
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(wanted.page, pages)
    rows = list(ordered(chosen, wanted)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    return Listed(rows, total, page, pages)


def chosen_by(sitting: shelf.Reader, wanted: Wanted) -> QuerySet[Report]:
    """The reports that the filters leave."""
    asked = Q()
    if wanted.area:
        asked &= Q(area=wanted.area)
    if wanted.year:
        asked &= Q(year=wanted.year)
    if wanted.state:
        asked &= Q(state__in=STATES[wanted.state])
    if wanted.words:
        asked &= Q(name__icontains=wanted.words) | Q(title__icontains=wanted.words)
    if wanted.drafts:
        asked &= Q(is_draft=True)
    if wanted.doubtful:
        asked &= Q(errors__gt=0) | Q(warnings__gt=0)
    return shelf.seen_by(sitting).filter(asked)


def ordered(reports: QuerySet[Report], wanted: Wanted) -> QuerySet[Report]:
    """In the order asked for; what says nothing comes last, and the newest first among equals."""
    column = F(wanted.order.removeprefix("-"))
    down = wanted.order.startswith("-")
    asked, newest = OrderBy(column, descending=down, nulls_last=True), F("year").desc(nulls_last=True)
    return reports.order_by(asked, "-made", newest, "area", "id")


def areas(sitting: shelf.Reader) -> list[str]:
    """The areas of which there is something to see."""
    return _said(sitting, "area", "")


def years(sitting: shelf.Reader) -> list[int]:
    """The years of which there is something to see, newest first."""
    return _said(sitting, "year", None)[::-1]


def _said(sitting: shelf.Reader, column: str, nothing: object) -> list[Any]:
    there = shelf.seen_by(sitting).exclude(**{column: nothing}).order_by(column)
    return list(there.values_list(column, flat=True).distinct())


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
