"""What was done to the events of one subject: the rows as they stand, held against the seals and their own chain.

Pure: rows and sealed hashes in, problems out. A rewritten event is told from those behind it whose hashes were only
computed anew, so that exactly the rewritten ones are named as such.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from yunhe.server.ledger.alignment import Alignment
from yunhe.server.ledger.canonical import NOTHING_BEFORE, event_hash
from yunhe.server.ledger.chain import Link
from yunhe.server.ledger.times import State, Times

What = Literal["changed", "removed", "inserted", "reordered", "renumbered", "rehashed", "seal", "file", "guard"]

_REWRITTEN = "内容不是封存时的内容，被改写"
_HEAD_REWRITTEN = "与封存的链尾不符，这一条或它前面的记录被改写（有封存文件才能指明是哪一条）"


class Problem(NamedTuple):
    """Something that is not as it was written: where, of which kind, in words."""

    where: str
    what: What
    said: str

    def __str__(self) -> str:
        return f"{self.where}: {self.said}"


def against_seals(subject: str, rows: Sequence[Link], sealed: Mapping[int, str], times: Times) -> Iterator[Problem]:
    """Problems of a subject; `sealed` has the hash of each of its events that a seal lists, by number."""
    found = Alignment(rows, sealed)
    unlisted: list[int] = []
    for index, row in enumerate(rows):
        if not found.is_new(index):
            yield from _known(found, index, row)
        elif is_inserted(times.state(row.at), index < found.last):
            yield Problem(row.place, "inserted", "封存的清单里没有这一条，是后来插进来的")
        else:
            unlisted.append(index)
    for number in found.removed:
        yield Problem(f"{subject}#{number}", "removed", "封存过，现在没有，被删去")
    for run in _runs(unlisted):
        yield from _behind_the_seals(rows, run, found)


def along_the_chain(rows: Sequence[Link], last: int, previous: str, shift: int = 0) -> Iterator[Problem]:
    """Problems that the chain shows by itself, in the events behind number `last`; `shift` is how far they moved up."""
    bad = [row for row in rows if row.hashed() != row.hash]
    for row in bad:
        place = next((other.number for other in bad if other is not row and _was_at(row, other)), None)
        if shift and row.hashed(row.number + shift) == row.hash:
            yield _renumbered(row, row.number + shift)
        else:
            yield _reordered(row, place) if place else Problem(row.place, "changed", "内容与它的哈希不符，被改写")
    accused = {row.number for row in bad}
    for index, row in enumerate(rows):
        gap = range(last + 1, row.number)
        for number in gap:
            yield Problem(f"{row.subject}#{number}", "removed", "缺这一条，被删去")
        if not gap and row.previous != previous and row.number not in accused:
            yield from _broken_link(rows[index - 1] if index else None, row, accused)
        last, previous = row.number, row.hash


def is_inserted(state: State, is_between: bool) -> bool:
    """Whether an event that no seal lists should have been listed; `is_between` when listed ones come behind it."""
    return state == "listed" or (state == "open" and is_between) or (state == "heads" and not is_between)


def _known(found: Alignment, index: int, row: Link) -> Iterator[Problem]:
    """What was done to a row that is, or was, a sealed event."""
    number = found.changed.get(index) or found.original[index]
    if index in found.changed:
        yield Problem(row.place, "changed", _REWRITTEN if found.before(number) else _HEAD_REWRITTEN)
    elif index in found.moved:
        yield _reordered(row, number)
    elif number != row.number:
        yield _renumbered(row, number)
    elif row.hash != found.sealed[number] or row.previous != (found.before(number) or row.previous):
        yield Problem(row.place, "rehashed", "内容未变，哈希被重算")


def _runs(indexes: Sequence[int]) -> Iterator[range]:
    """The stretches of rows behind one another."""
    start = 0
    for position, index in enumerate(indexes):
        if position + 1 == len(indexes) or indexes[position + 1] != index + 1:
            yield range(indexes[start], index + 1)
            start = position + 1


def _behind_the_seals(rows: Sequence[Link], run: range, found: Alignment) -> Iterator[Problem]:
    """Events that no seal lists follow the one ahead of them, as it was sealed or as it was made."""
    first, ahead = rows[run.start], rows[run.start - 1] if run.start else None
    last = max((number for number in found.sealed if number < first.number), default=0)
    previous = found.sealed.get(last, NOTHING_BEFORE)
    if ahead is not None and (ahead.number > last or first.previous == ahead.hash):
        last, previous = max(last, ahead.number), ahead.hash
    yield from along_the_chain(rows[run.start : run.stop], last, previous, found.shift(run.start))


def _broken_link(before: Link | None, row: Link, accused: set[int]) -> Iterator[Problem]:
    """This event is whole and remembers another hash of the one before: that one was rewritten and hashed anew."""
    if before is None:
        yield Problem(row.place, "changed", "不接在应接的记录后面，被改写，或前面的记录被删去")
    elif before.number not in accused:
        yield Problem(before.place, "changed", "与后一条所记的哈希不符，改写后重算过哈希")


def _was_at(row: Link, other: Link) -> bool:
    """Whether the content of a row was the event at the number of the other."""
    fields = row.at, row.kind, row.actor, row.person, row.body
    hashed = (event_hash(row.subject, other.number, *fields, each.previous) == each.hash for each in (row, other))
    return any(hashed)


def _reordered(row: Link, place: int) -> Problem:
    return Problem(row.place, "reordered", f"次序被调换，原为第 {place} 条")


def _renumbered(row: Link, place: int) -> Problem:
    return Problem(row.place, "renumbered", f"内容未变，号被顺移，原为第 {place} 条")
