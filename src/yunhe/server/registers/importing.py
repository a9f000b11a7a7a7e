"""Brings a table of entries in: all of it in one transaction, or nothing; every row that is refused is named.

First every row is read and checked against its register; only then the database is touched. A file is gone through row
by row, so a long one takes no more memory than a short one beyond its bytes and keys.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction

from yunhe.errors import UnreadableError
from yunhe.registers.entries import folded
from yunhe.registers.register import Register
from yunhe.registers.table import Fault, LeftOut, RefusedRow, Table, Taken
from yunhe.server.registers import imports, refs, rows
from yunhe.server.registers.checked import Checked
from yunhe.server.registers.entering import Author, RefusedEntryError, put
from yunhe.server.registers.imports import Import
from yunhe.server.registers.standing import Standing
from yunhe.server.statement import stream
from yunhe.types import Json

OUTCOMES = ("新增", "变更", "恢复", "未变")


class Order(NamedTuple):
    """What is to be imported, by whom, and how."""

    register: Register
    table: Table
    author: Author
    mapping: str
    simulated: bool = False
    partly: bool = False
    dry_run: bool = False
    step: Callable[[], None] = lambda: None  # told of every row, twice

    @property
    def purpose(self) -> str:
        """Why personal values are compared."""
        return f"导入比对：{self.table.source}"[:200]


@dataclass
class Outcome:
    """What became of a file. Without `made` nothing was written; `taken` are the rows that passed."""

    taken: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    missing: list[tuple[str, str]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    made: Import | None = None


def bring_in(order: Order) -> Outcome:
    """Import a file: whole, or with `partly` the rows that can stand; a dry run says what would be."""
    outcome, checked = _checked(order)
    if outcome.refused and not order.partly:
        return outcome
    if not outcome.taken and not outcome.refused:
        raise UnreadableError(order.table.source, "表头下面没有一条", "核对是不是给错了文件")
    skipped: set[int] = set()
    while True:
        attempt = _attempt(order, outcome, checked, skipped)
        if not attempt.refused:
            break
        outcome.refused += attempt.refused
        outcome.taken -= len(attempt.refused)
        skipped |= {one.row for one in attempt.refused}
        if not order.partly:
            break
    outcome.refused.sort(key=lambda one: one.row)
    if not outcome.refused or order.partly:
        outcome.counts, outcome.missing, outcome.erased = attempt.counts, attempt.missing, attempt.erased
        outcome.made = None if order.dry_run else attempt.made
    return outcome


def _checked(order: Order) -> tuple[Outcome, Checked]:
    """Every row read, nothing written."""
    outcome, checked = Outcome(), Checked(order.register)
    for one in order.table.found():
        order.step()
        if isinstance(one, Taken):
            checked.add(one)
        elif isinstance(one, RefusedRow):
            outcome.refused.append(one)
        else:
            outcome.left_out.append(one)
    checked.close()
    outcome.taken = checked.count
    return outcome, checked


def _attempt(order: Order, read: Outcome, checked: Checked, skipped: set[int]) -> Outcome:
    """Write every row but those skipped; all is undone again when one is refused, and in a dry run."""
    outcome = Outcome()
    with transaction.atomic(durable=True):
        _refuse_again(order)
        subject = imports.next_subject(order.register.name, order.author.at)
        seen = _write_rows(order, subject, checked, skipped, outcome)
        outcome.refused += _dangling(order, subject)
        if not outcome.refused:
            outcome.missing = list(_missing(order, seen))
            outcome.made = _write_down(order, subject, read, outcome)
        if outcome.refused or order.dry_run:
            transaction.set_rollback(True)
    return outcome


def _write_rows(order: Order, subject: str, checked: Checked, skipped: set[int], outcome: Outcome) -> set[str]:
    """All entries of the file; the folded keys that stand in it."""
    seen: set[str] = set()
    number = subject.removeprefix(imports.PREFIX)
    about: dict[str, Json] = {"import": number, "file": order.table.source, "sha256": order.table.sha256}
    if order.table.head.sheet.name:
        about["sheet"] = order.table.head.sheet.name
    for chunk in checked.chunks():
        wanted = {folded(one.entry.key): one for one in chunk if one.row not in skipped}
        known = rows.find_each(order.register.name, list(wanted))
        seen |= wanted.keys()
        written = (_write_row(order, one, known.get(key), about, outcome) for key, one in wanted.items())
        rows.insert([after for after in written if after])
    return seen


def _write_row(
    order: Order, one: Taken, before: Standing | None, about: Mapping[str, Json], outcome: Outcome
) -> Standing | None:
    """One entry; the standing of a new one, whose row is still to be written."""
    order.step()
    try:
        entered = put(
            order.register, one.entry, before, order.table.fields, order.author, {**about, "row": one.row},
            simulated=order.simulated, purpose=order.purpose,
        )  # fmt: skip
    except RefusedEntryError as error:
        faults = (Fault(order.table.column_of(x.field), x.field, x.problem, x.remedy) for x in error.refused)
        outcome.refused.append(RefusedRow(one.row, tuple(faults)))
        return None
    outcome.counts[entered.outcome] += 1
    outcome.erased += [one.entry.key] if entered.erased else []
    return entered.after if entered.before is None else None


def _refuse_again(order: Order) -> None:
    """The same file does not come in twice."""
    made = imports.same_file(order.register.name, order.table.sha256, order.simulated)
    if made is not None:
        problem = f"这个文件已经导入过（{made.number}，{made.at:%Y-%m-%d}，当时叫“{made.file}”）"
        raise UnreadableError(order.table.source, problem, f"要重来，先 yunhe register undo {made.number}")


def _dangling(order: Order, subject: str) -> list[RefusedRow]:
    """Rows that lead to entries which are not there."""
    if not any(kind.register for kind in order.register.fields.values()):
        return []
    number = subject.removeprefix(imports.PREFIX)
    found: dict[int, list[Fault]] = {}
    for one in refs.dangling(order.register.name):
        source = json.loads(one.source)
        if source.get("import") == number and (why := refs.unknown(one.register, one.key)):
            found.setdefault(int(source["row"]), []).append(Fault(order.table.column_of(one.field), one.field, *why))
    return [RefusedRow(row, tuple(faults)) for row, faults in sorted(found.items())]


def _missing(order: Order, seen: set[str]) -> list[tuple[str, str]]:
    """The entries that stand and are not in the file: key and title. Nothing is done about them."""
    here = (order.register.name, order.simulated)
    every = stream(
        "SELECT folded, key, title FROM registers_entry WHERE register = %s AND simulated = %s AND withdrawn IS NULL "
        "ORDER BY key", here,
    )  # fmt: skip
    return [(str(key), str(title)) for short, key, title in every if short not in seen]


def _write_down(order: Order, subject: str, checked: Outcome, outcome: Outcome) -> Import:
    """The import itself, with what it did."""
    counts: dict[str, Json] = {name: outcome.counts[name] for name in OUTCOMES}
    counts |= {"缺少": len(outcome.missing), "拒收": len(checked.refused)}
    counts["略去"] = sum(left.count for left in checked.left_out)
    body: dict[str, Json] = {
        "do": "导入",
        "register": order.register.name,
        "mapping": order.mapping,
        "file": order.table.source,
        "sha256": order.table.sha256,
        "whole": not checked.refused,
        "counts": counts,
    }
    if order.simulated:
        body["simulated"] = True
    return imports.begin(order.author.wrote(subject, 1, imports.IMPORTED, body))
