"""One report opened: what its page, and what the inspector of a figure or a finding, show."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from yunhe.faces.rule_words import rule_words
from yunhe.faces.wording import KINDS, LEVELS, STATUSES
from yunhe.review.listing import title_of
from yunhe.review.marked_body import Dress, dressed
from yunhe.review.rendering import Heading, Rendering
from yunhe.review.rendering import chosen as indicators
from yunhe.review.words import SEVERITIES
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.renderings import history
from yunhe.server.renderings.filtering import Filter, filter_of
from yunhe.server.renderings.keeping import inspections_of, rendering_of
from yunhe.server.renderings.margin import SHAPES, Note, note_of, notes_of
from yunhe.server.reports import offers, shelf
from yunhe.server.reports.models import Report


class Choice(NamedTuple):
    """One box of a filter."""

    value: str
    word: str
    total: int
    is_chosen: bool
    shape: str = ""


class Line(NamedTuple):
    """A section in the outline, and the shapes of the findings in it that nobody has accepted."""

    heading: Heading
    findings: Sequence[tuple[str, str, int]]
    is_chosen: bool


def page_of(request: HttpRequest, report: Report, finding: int | None = None) -> dict[str, Any]:
    """Everything of the page; the inspector shows a finding, or what the address asks for."""
    made, notes = rendering_of(report), notes_of(report)
    chosen = filter_of(request.GET.getlist, made, notes)
    away = {figure.start for figure in made.figures if not chosen.takes(figure)}
    figure, finding = _asked(request, "figure"), finding or _asked(request, "finding")
    carried = f"{chosen.query}&" if chosen.query else ""
    done = {note.mark.number for note in notes if note.is_done}
    body = dressed(made.body, Dress(away, done, figure, finding, carried))
    shown = [note for note in notes if chosen.takes_note(note)]
    return {
        "area": "reading", "report": report, "made": made, "filter": chosen, "carried": carried,
        "body": mark_safe(body),  # made of escaped text by review/marked_body.py
        "notes": notes, "shown": shown, "hidden": {note.mark.pk for note in notes} - {note.mark.pk for note in shown},
        "kept": len(made.figures) - len(away), "open": [note for note in notes if not note.is_done],
        "lines": list(_lines(made.headings, notes, chosen)), "facts": list(_facts(report)),
        "choices": _choices(made, notes, chosen), "indicators": mark_safe(indicators(made.options, chosen.number)),
        "numbers": [figure.indicator for figure in made.figures], "tally": tally(notes),
        "base": reverse("reading.report", args=[report.pk]),
        "offers": [(what, offer.said) for what, offer in offers.of(report).items()],
        "may_remove": shelf.may_remove(sitting_of(request), report), "before": _before(report),
        **(inspector_of_figure(request, report, figure) if figure is not None else {}),
        **(inspector_of_finding(report, finding) if finding is not None else {}),
    }  # fmt: skip


def inspector_of_figure(request: HttpRequest, report: Report, start: int) -> dict[str, Any]:
    """What the inspector says of a figure; without `entry` when there is none at the offset."""
    said = inspections_of(report)
    entry, row = said.of(start), history.figure_at(report, start)
    if entry is None or row is None:
        return {}
    past = history.history_of(row, report, shelf.seen_by(sitting_of(request)))
    order = said.starts
    at = order.index(start)
    return {
        "report": report, "entry": entry, "figure": row, "past": past, "drawing": mark_safe(past.drawing),
        "observed": history.observed(row), "kin": [said.of(kin) for kin in entry["kin"]],
        "rules": [(*rule_words(name), purpose) for name, purpose in entry["rules"]],
        "previous": order[at - 1] if at else "", "next": order[at + 1] if at + 1 < len(order) else "",
        "number": at + 1, "count": len(order), "base": reverse("reading.report", args=[report.pk]),
    }  # fmt: skip


def inspector_of_finding(report: Report, number: int, **more: Any) -> dict[str, Any]:
    """What the inspector says of a finding; without `note` when there is none of the number."""
    note = note_of(report, number)
    if note is None:
        return {}
    return {"report": report, "note": note, "base": reverse("reading.report", args=[report.pk]), **more}


def tally(notes: Iterable[Note]) -> list[tuple[str, str, str, int]]:
    """How many findings of each severity nobody has accepted: severity, shape, word, count."""
    counted = Counter(note.mark.severity for note in notes if not note.is_done)
    return [(key, SHAPES[key], word, counted[key]) for key, word in SEVERITIES.items()]


def _before(report: Report) -> str:
    """The report of the year before that it was held against, if there was one."""
    earlier: dict[str, str] = json.loads(report.against).get("earlier", {})
    return earlier.get(str((report.year or 0) - 1), "")


def _asked(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    level = f"{_('（')}{_(LEVELS[report.level])}{_('）')}" if report.level in LEVELS else ""
    said = {
        _("地区"): f"{report.area}{level}" if report.area else "",
        _("机关"): report.organ,
        _("会议"): report.session,
        _("报告人"): report.speaker,
        _("日期"): report.date,
        _("报告年度"): str(report.year or ""),
    }
    return ((word, value) for word, value in said.items() if value)


def _lines(headings: Iterable[Heading], notes: Sequence[Note], chosen: Filter) -> Iterator[Line]:
    for heading in headings:
        inside = [note for note in notes if not note.is_done and heading.start <= note.mark.start < heading.end]
        counted = Counter(note.mark.severity for note in inside)
        yield Line(
            heading,
            [(key, SHAPES[key], counted[key]) for key in SEVERITIES if counted[key]],
            chosen.heading == heading,
        )


def _choices(made: Rendering, notes: Sequence[Note], chosen: Filter) -> dict[str, list[Choice]]:
    kinds, statuses = Counter(f.kind for f in made.figures), Counter(f.status for f in made.figures)
    severities, checks = Counter(n.mark.severity for n in notes), Counter(n.mark.check_name for n in notes)
    return {
        "kind": [Choice(k, _(w), kinds[k], k in chosen.kind) for k, w in KINDS.items() if kinds[k]],
        "status": [Choice(k, _(w), statuses[k], k in chosen.status) for k, w in STATUSES.items() if statuses[k]],
        "severity": [
            Choice(k, _(w), severities[k], k in chosen.severity, SHAPES[k])
            for k, w in SEVERITIES.items()
            if severities[k]
        ],
        "check": [Choice(k, title_of(k), count, k in chosen.check) for k, count in checks.most_common()],
    }
