"""The shelf: put a file on it, find what somebody may see, open a report again as reader and auditor gave it."""

import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from yunhe.faces.restoring import restored
from yunhe.review.listing import Acceptance, Row
from yunhe.server import files
from yunhe.server.clock import now
from yunhe.server.reports.models import Batch, Body, Mark, Remark, Report
from yunhe.types import Finding, Reading, Span

DAYS = 30  # that a draft is kept when nobody says otherwise
LONGEST_NAME = 300
_OPEN_AT_ONCE = 64


class Reader(Protocol):
    """Who asks: a `Sitting`, or what stands for one."""

    @property
    def account(self) -> int | None: ...
    @property
    def seats(self) -> Any: ...
    @property
    def is_at_own_desk(self) -> bool: ...


# Who may see what


def seen_by(sitting: Reader) -> QuerySet[Report]:
    """The reports that somebody may see: those published, and drafts of their own (the desk's own on a desk)."""
    if not (sitting.is_at_own_desk or sitting.seats):
        return Report.objects.none()
    own = Q(owner=sitting.account) if sitting.account is not None else Q(pk__in=[])
    if sitting.is_at_own_desk:
        own |= Q(owner=None)
    return Report.objects.filter(Q(is_draft=False) | own & (Q(expires=None) | Q(expires__gt=now())))


def find(sitting: Reader, id: str) -> Report | None:
    """A report that somebody may see; None when there is none, or when they may not."""
    return seen_by(sitting).filter(pk=id).first() if id.isprintable() else None  # PostgreSQL refuses a NUL


def may_remove(sitting: Reader, report: Report) -> bool:
    """Whether somebody may delete a report: its owner, or the desk that owns it."""
    return sitting.is_at_own_desk if report.owner_id is None else report.owner_id == sitting.account


# Putting


def put(
    data: bytes, name: str, owner: int | None, is_draft: bool, *, days: int = DAYS, batch: Batch | None = None
) -> Report:
    """Queue a file. One that stands there already (published, or a draft of the same owner) is given back as it is.

    One that could not be read is tried again. Whether it was there: `report.batch` is another one's.
    """
    digest = hashlib.sha256(data).hexdigest()
    found = _standing(digest, owner, is_draft)
    if found is not None:
        return _again(found, data, batch)
    at = now()
    report = Report(sha256=digest, size=len(data), name=printable(name), owner_id=owner, is_draft=is_draft)
    report.made, report.batch = at, batch
    report.expires = at + timedelta(days=days) if is_draft else None
    place = path_of(report)
    _write(place, data)
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError:  # somebody put the same at the same moment
        place.unlink(missing_ok=True)
        there = _standing(digest, owner, is_draft)
        if there is None:
            raise
        return there
    return report


def printable(name: str) -> str:
    """The last part of a file's name, without what cannot be shown, cut where it is too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip() or "未命名"
    stem, dot, suffix = shown.rpartition(".")
    return shown if len(shown) <= LONGEST_NAME else f"{(stem or suffix)[: LONGEST_NAME - 20]}…{dot}{suffix[-15:]}"


def path_of(report: Report) -> Path:
    """Where the file lies as it was handed in."""
    return files.folder() / "reports" / report.pk


def _standing(digest: str, owner: int | None, is_draft: bool) -> Report | None:
    own = Q(is_draft=True, owner=owner) if is_draft else Q(pk__in=[])
    return Report.objects.filter(Q(is_draft=False) | own, sha256=digest).order_by("is_draft").first()


def _again(report: Report, data: bytes, batch: Batch | None) -> Report:
    """One that failed is tried again, as part of what it came with now."""
    if report.state == Report.State.FAILED:
        path_of(report).unlink(missing_ok=True)
        _write(path_of(report), data)
        Report.objects.filter(pk=report.pk, state=Report.State.FAILED).update(batch=batch)
        retry(report)
    return report


def may_retry(report: Report) -> bool:
    """Whether a report failed and its file is still there."""
    return report.state == Report.State.FAILED and path_of(report).is_file()


def retry(report: Report) -> None:
    """One that failed is queued again."""
    fresh = {"state": Report.State.QUEUED, "progress": 0, "attempts": 0, "problem": "", "remedy": ""}
    Report.objects.filter(pk=report.pk, state=Report.State.FAILED).update(**fresh)
    report.refresh_from_db()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


# Opening


def reading_of(report: Report, name: str = "") -> Reading:
    """The reading of a report that is read; remembered in this process. `document.name` is the name of the file, or
    the one given."""
    return _reading(report.pk, name)


@lru_cache(maxsize=_OPEN_AT_ONCE)
def _reading(id: str, name: str) -> Reading:
    body = Body.objects.get(pk=id)
    record = _json(body.reading)
    record["doc"] = name or record["doc"]
    return restored(_unpacked(body.text).decode("utf-8", "surrogatepass"), record, _json(body.layout))


def forget() -> None:
    """Nothing that was opened is remembered any longer in this process."""
    _reading.cache_clear()


def packed(said: Any) -> bytes:
    """A text, or values as JSON, compressed."""
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def _unpacked(data: bytes | memoryview) -> bytes:
    return zlib.decompress(data)


def _json(data: bytes | memoryview) -> Any:
    return json.loads(_unpacked(data).decode("utf-8", "surrogatepass"))


def findings_of(report: Report) -> list[Row]:
    """The findings as the shell lists them, in reading order; `accepted` tells who accepted one, when and why."""
    reading = reading_of(report)
    held = _acceptances(report)
    return [_row(mark, reading, held) for mark in Mark.objects.filter(report=report).order_by("number")]


def _acceptances(report: Report) -> dict[int, Remark]:
    """The last acceptance of each finding that is accepted."""
    chosen = Remark.objects.filter(report=report, what=Remark.What.ACCEPT, mark__state=Mark.State.ACCEPTED)
    return {remark.mark_id: remark for remark in chosen.order_by("id")}


def _row(mark: Mark, reading: Reading, held: Mapping[int, Remark]) -> Row:
    spans = tuple(_span(said, reading) for said in json.loads(mark.spans))
    severity: Any = mark.severity
    finding = Finding(mark.message, spans, mark.evidence, mark.remedy, severity, mark.check_name)
    remark = held.get(mark.pk)
    said = (mark.key, mark.check_name, mark.message, mark.sentence)
    accepted = Acceptance(*said, remark.by, remark.at.date().isoformat(), remark.text) if remark else None
    return Row(mark.number, mark.key, finding, mark.sentence, mark.where, mark.section, accepted)


def _span(said: Mapping[str, Any], reading: Reading) -> Span:
    """A place again; of another document only the quote is known, blanks stand for the text before it."""
    start, end, quote = said["start"], said["end"], said["quote"]
    own = said["doc"] == reading.document.name
    return Span(reading.document.text if own else " " * start + quote, start, end, quote, said["doc"])
