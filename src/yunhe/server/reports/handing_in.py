"""Handing in: one or many files, zips of them too; what is taken is queued together, what is not is named."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yunhe.errors import UnreadableError
from yunhe.server.clock import now
from yunhe.server.reports import archive, shelf
from yunhe.server.reports.archive import MOST, Member
from yunhe.server.reports.models import Batch

TERMS = (7, 30, 90, 365)  # days that a draft may be kept


class Wish(NamedTuple):
    """Whose the files are, and who is to see them."""

    owner: int | None
    is_draft: bool
    days: int = shelf.DAYS


def hand_in(files: Iterable[Member], wish: Wish) -> Batch:
    """Queue the files as one batch. A report that stood there already is listed in it as known."""
    batch = Batch.objects.create(owner_id=wish.owner, made=now())
    refused: list[tuple[str, str]] = []
    known: list[str] = []
    for number, member in enumerate(_unpacked(files)):
        problem = member.problem or ("" if number < MOST else f"一次最多 {MOST} 份 → 剩下的另交一次")
        problem = problem or ("" if member.data else "文件是空的（0 字节） → 核对文件是否下载或保存完整")
        if problem:
            refused.append((shelf.printable(member.name), problem))
            continue
        report = shelf.put(member.data, member.name, wish.owner, wish.is_draft, days=wish.days, batch=batch)
        if report.batch_id != batch.pk and report.pk not in known:
            known.append(report.pk)
    batch.refused, batch.known = json.dumps(refused, ensure_ascii=False), json.dumps(known)
    batch.save(update_fields=["refused", "known"])
    return batch


def _unpacked(files: Iterable[Member]) -> Iterator[Member]:
    """The files, zips opened."""
    for member in files:
        if member.problem or not archive.is_one(member.data):
            yield member
            continue
        try:
            yield from archive.members(member.data, member.name)
        except UnreadableError as error:
            yield Member(member.name, problem=f"{error.problem} → {error.remedy}")
