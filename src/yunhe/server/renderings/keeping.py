"""Reports made ready for reading: found, or made and kept."""

import json
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import DatabaseError, transaction

from yunhe.review.marked_body import Marked
from yunhe.review.rendering import Rendering, inspected, rendering, version
from yunhe.server.renderings.models import StoredRendering
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Mark, Report


def rendering_of(report: Report) -> Rendering:
    """What the page of a report is made of."""
    return Rendering.of_record(_opened(_kept(report).page))


def inspections_of(report: Report) -> Mapping[str, Mapping[str, Any]]:
    """What the inspector says of each figure, by its start."""
    found: Mapping[str, Mapping[str, Any]] = _opened(_kept(report).figures)
    return found


def made(report: Report) -> StoredRendering:
    """A report made ready, not kept yet."""
    reading = shelf.reading_of(report)
    page = rendering(reading, [_marked(mark) for mark in Mark.objects.filter(report=report).order_by("number")])
    packed = shelf.packed(page.record()), shelf.packed(inspected(reading))
    return StoredRendering(report=report, version=_version(), ended=report.ended, page=packed[0], figures=packed[1])


def keep(report: Report) -> None:
    """Make a report ready as soon as it is audited, so that nobody waits for it."""
    _kept(report)


def _kept(report: Report) -> StoredRendering:
    wanted = {"version": _version(), "ended": report.ended}
    found = StoredRendering.objects.filter(report=report, **wanted).first()
    if found is None:
        found = made(report)
        _keep(found)
    return found


def _keep(found: StoredRendering) -> None:
    """Keep it; whoever reads does not wait for whoever writes, it is made again next time."""
    try:
        with transaction.atomic():
            StoredRendering.objects.filter(report=found.report_id).delete()
            found.save(force_insert=True)
    except DatabaseError:
        return


def _marked(mark: Mark) -> Marked:
    """The places of a finding in the report itself: the first, and the others of the same document."""
    spans = json.loads(mark.spans)
    own = [(span["start"], span["end"]) for span in spans if span["doc"] == spans[0]["doc"]]
    severity: Any = mark.severity
    return Marked(mark.number, severity, own)


def _opened(data: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(data).decode("utf-8", "replace"))  # half a pair has no place on a page


@cache
def _version() -> str:
    return version()
