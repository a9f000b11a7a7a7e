"""Deleting a report: its text, rows and file go for good; a receipt stays that says what went, when, and by whom."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import CASCADE, Q

from yunhe.server.clock import now
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Batch, Receipt, Report

SYSTEM = "系统"
FAILED_DAYS, BATCH_DAYS = 30, 7  # that a failed report stays in the list, and a handing-in has a page


def remove(report: Report, by: str, why: str = Receipt.Why.ASKED) -> Receipt | None:
    """Delete it and give the receipt; None when somebody was faster."""
    if connection.vendor == "sqlite":
        _run("PRAGMA secure_delete = ON")  # freed bytes are filled with zeros
    with transaction.atomic():
        found = Report.objects.select_for_update().filter(pk=report.pk).first()
        if found is None:
            return None
        shelf.path_of(found).unlink(missing_ok=True)
        _run("DELETE FROM reports_report WHERE id = %s", found.pk)  # first: remarks go only when it is gone
        rows = {table: _run(f'DELETE FROM {table} WHERE "{column}" = %s', found.pk) for table, column in _rows_of()}
        receipt = Receipt.objects.create(**_said(found), by=by, at=now(), why=why, rows=json.dumps(rows))
    shelf.forget()
    if not connection.in_atomic_block:
        _clean_up()
    return receipt


def _rows_of() -> Iterator[tuple[str, str]]:
    """The tables whose rows are of a report, also those of other apps, each with the column that says of which."""
    for relation in Report._meta.related_objects:
        if relation.on_delete is CASCADE:
            yield relation.related_model._meta.db_table, str(relation.field.column)


def _clean_up() -> None:
    """Nothing of it stays in the log of SQLite; PostgreSQL gives dead rows back."""
    if connection.vendor == "sqlite":
        _run("INSERT INTO searching_index (searching_index) VALUES ('optimize')")  # its pairs of letters go with it
        _run("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table, _ in _rows_of():
        _run(f"VACUUM {table}")


def _said(report: Report) -> dict[str, Any]:
    """What the receipt says of the file."""
    return {
        "id": report.pk, "sha256": report.sha256, "size": report.size, "name": report.name,
        "was_draft": report.is_draft, "made": report.made, "owner": report.owner_id,
    }  # fmt: skip


def _run(statement: str, *values: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def remove_expired() -> list[Receipt]:
    """Delete the drafts that have expired, what could not be read long ago, and who handed in what with what."""
    at = now()
    forgotten = Q(state=Report.State.FAILED, ended__lte=at - timedelta(days=FAILED_DAYS))
    expired = Report.objects.filter(Q(is_draft=True, expires__lte=at) | forgotten)
    receipts = [receipt for report in expired if (receipt := remove(report, SYSTEM, Receipt.Why.EXPIRED))]
    waiting = Report.objects.exclude(state__in=[Report.State.DONE, Report.State.FAILED])
    old = Batch.objects.filter(made__lte=at - timedelta(days=BATCH_DAYS))
    old.exclude(pk__in=waiting.exclude(batch=None).values("batch")).delete()
    return receipts
