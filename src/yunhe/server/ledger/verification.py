"""The whole ledger held against its seals: every event that was changed, removed, inserted or moved, by its name.

Events stream by; only a subject that is looked into is held in memory.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from yunhe.server.ledger.canonical import NOTHING_BEFORE
from yunhe.server.ledger.chain import Link, kept_instant, links
from yunhe.server.ledger.comparison import Problem, against_seals, is_inserted
from yunhe.server.ledger.evidence import Evidence
from yunhe.server.ledger.keys import PublicKey
from yunhe.server.ledger.seal import Listed
from yunhe.server.ledger.sealed_list import SealedList
from yunhe.server.ledger.times import Times
from yunhe.server.snapshot import snapshot
from yunhe.server.statement import Statement
from yunhe.server.tables import unguarded

_COUNT = Statement("SELECT count(*) FROM ledger_event")
_SUBJECTS = Statement("SELECT count(DISTINCT subject) FROM ledger_event")
_BEHIND = Statement("SELECT count(*), count(DISTINCT subject) FROM ledger_event WHERE at >= %s")
_EVERY = 1000

Watch = Callable[[int, int], None]  # events done, events in all


@dataclass
class Report:
    """What was found, and how far the seals reach; `sealed_until` is empty when there are none."""

    problems: list[Problem] = field(default_factory=list)
    events: int = 0
    seals: int = 0
    sealed_until: str = ""
    unsealed: int = 0
    unsealed_subjects: int = 0


def verify(file: Path | None, keys: Mapping[str, PublicKey], watch: Watch = lambda done, total: None) -> Report:
    """Look at the ledger as it is now, and at the file of seals if there is one."""
    with snapshot(), closing(SealedList()) as known:
        gone = [Problem(name, "guard", "触发器不在，用 yunhe migrate 放回") for name in unguarded()]
        evidence = Evidence(file, keys, known)
        events = int(_COUNT.rows()[0][0])
        of_events: list[Problem] = []
        for subject in _doubtful(known, evidence.times, lambda done: watch(done, events)):
            rows = list(links("WHERE subject = %s", (subject,)))
            of_events += against_seals(subject, rows, known.of(subject), evidence.times)
        unsealed, subjects = _unsealed(evidence.times.end)
    problems = gone + evidence.problems + of_events
    return Report(problems, events, len(evidence.numbers), evidence.times.end, unsealed, subjects)


def _doubtful(listed: SealedList, times: Times, watch: Callable[[int], None]) -> Iterator[str]:
    """The subjects of which something is not as the seals and the chain have it."""
    known = groupby(listed, key=lambda event: event.subject)
    rows = groupby(_watched(watch), key=lambda link: link.subject)
    sealed, kept = next(known, None), next(rows, None)
    while sealed or kept:
        subject = min(pair[0] for pair in (sealed, kept) if pair)
        group = kept[1] if kept and kept[0] == subject else iter(())
        list_of = sealed[1] if sealed and sealed[0] == subject else iter(())
        if not _is_clean(group, list_of, times):
            yield subject
        if kept and kept[0] == subject:
            kept = next(rows, None)
        if sealed and sealed[0] == subject:
            sealed = next(known, None)


def _watched(watch: Callable[[int], None]) -> Iterator[Link]:
    for done, link in enumerate(links(), 1):
        if done % _EVERY == 0:
            watch(done)
        yield link


def _is_clean(rows: Iterator[Link], known: Iterator[Listed], times: Times) -> bool:
    """Whether the events of a subject are whole, chained, and exactly those that the seals list."""
    previous, expected = NOTHING_BEFORE, next(known, None)
    for number, row in enumerate(rows, 1):
        if row.number != number or row.previous != previous or row.hashed() != row.hash:
            return False
        if expected is not None and expected.number == number:
            if expected.hash != row.hash:
                return False
            expected = next(known, None)
        elif is_inserted(times.state(row.at), expected is not None):
            return False
        previous = row.hash
    return expected is None


def _unsealed(end: str) -> tuple[int, int]:
    """Events that no seal covers yet, and of how many subjects."""
    if end:
        events, subjects = _BEHIND.rows((kept_instant(datetime.fromisoformat(end)),))[0]
    else:
        events, subjects = _COUNT.rows()[0][0], _SUBJECTS.rows()[0][0]
    return int(events), int(subjects)
