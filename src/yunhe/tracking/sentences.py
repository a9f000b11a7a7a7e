"""Which sentences of a report a task was made from, found by their words.

likely("新增国家高新技术企业84家。", sentences(report))      → [Likely(12, "……新增国家高新技术企业84家……", 0.93)]
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LEAST = 0.35  # of the task's pairs of characters: below, likeness says nothing
MOST = 3
_ENDS = re.compile(r"(?<=[。！？；])|\n+")
_KEPT = re.compile(r"\w")


class Likely(NamedTuple):
    """A sentence: where it begins in the report, its words, and which share of the task's words stands in it."""

    start: int
    text: str
    share: float


def sentences(report: str) -> Iterator[tuple[int, str]]:
    """The sentences of a report with the place where each begins."""
    start = 0
    for part in _ENDS.split(report):
        at = report.find(part, start) if part else start
        if part.strip():
            yield at + len(part) - len(part.lstrip()), part.strip()
        start = at + len(part)


def likely(task: str, found: Iterable[tuple[int, str]]) -> list[Likely]:
    """The sentences that share most with a task, the nearest first; none where nothing is near."""
    wanted = _pairs(task)
    if not wanted:
        return []
    near = []
    for start, text in found:
        share = len(wanted & _pairs(text)) / len(wanted)
        if share >= LEAST:
            near.append(Likely(start, text, share))
    return sorted(near, key=lambda one: (-one.share, one.start))[:MOST]


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters, signs left out."""
    kept = "".join(_KEPT.findall(text))
    return {kept[place : place + 2] for place in range(len(kept) - 1)}
