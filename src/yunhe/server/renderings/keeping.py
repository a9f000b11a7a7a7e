"""Reports made ready for reading: found, or made and kept."""

import json
import sys
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from inspect import getsource
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction

from yunhe.review.marked_body import Marked
from yunhe.review.rendering import Rendering, inspected, rendering, version
from yunhe.server.renderings.models import StoredRendering
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Mark, Report


def rendering_of(report: Report) -> Rendering:
    """What the page of a report is made of."""
    return Rendering.of_record(_opened(_kept(report).page))


class Inspections(NamedTuple):
    """What the inspector says of the figures of a report: one of many is wanted, so the others stay closed."""

    lines: Mapping[int, str]

    @property
    def starts(self) -> list[int]:
        """Where figures begin, in order."""
        return list(self.lines)

    def of(self, start: int) -> Mapping[str, Any] | None:
        """What it says of the figure at an offset; None when there is none."""
        return json.loads(self.lines[start]) if start in self.lines else None


def inspections_of(report: Report) -> Inspections:
    """What the inspector says of each figure."""
    lines = _text(_kept(report).figures).split("\n") if report.claims else []
    return Inspections({int(start): said for start, _, said in (line.partition("\t") for line in lines)})


def made(report: Report) -> StoredRendering:
    """A report made ready, not kept yet."""
    reading = shelf.reading_of(report)
    page = rendering(reading, [_marked(mark) for mark in Mark.objects.filter(report=report).order_by("number")])
    figures = "\n".join(
        f"{start}\t{json.dumps(said, ensure_ascii=False)}" for start, said in inspected(reading).items()
    )
    packed = shelf.packed(page.record()), shelf.packed(figures)
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
    return json.loads(_text(data))


def _text(data: bytes | memoryview) -> str:
    return zlib.decompress(data).decode("utf-8", "replace")  # half a pair has no place on a page


@cache
def _version() -> str:
    return sha256((version() + getsource(sys.modules[__name__])).encode()).hexdigest()[:12]
