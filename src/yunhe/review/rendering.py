"""A report made ready for reading once, so that opening it again costs next to nothing: its marked text, what stands
in the outline, what can be filtered, and what the inspector says of each figure."""

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from inspect import getsource
from typing import Any, NamedTuple

from yunhe.faces import inspection, paragraphs, report_body, wording
from yunhe.faces.inspection import indicator_name, inspections
from yunhe.review import marked_body as marking
from yunhe.review.listing import report_name
from yunhe.review.marked_body import Marked, marked_body
from yunhe.types import Claim, Reading, Section


class Heading(NamedTuple):
    """A section in the outline: its number among all sections, its stretch with all below it, and its figures."""

    number: int
    level: int
    title: str
    start: int
    end: int
    figures: int


class Place(NamedTuple):
    """A figure as filters see it; `indicator` counts in the list of indicators."""

    start: int
    kind: str
    status: str
    indicator: int


class Rendering(NamedTuple):
    """What the page of a report is made of."""

    name: str
    body: str
    headings: tuple[Heading, ...]
    figures: tuple[Place, ...]
    indicators: tuple[str, ...]
    options: str  # the indicators to choose from, the most frequent first
    notes: tuple[str, ...]
    hidden: int
    others: int
    unread: int

    def record(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return self._asdict()

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Rendering":
        """Again from what was kept."""
        lists = {
            "headings": tuple(Heading(*each) for each in record["headings"]),
            "figures": tuple(Place(*each) for each in record["figures"]),
        }
        plain = {key: tuple(record[key]) for key in ("indicators", "notes")}
        return cls(**{**record, **lists, **plain})


def rendering(reading: Reading, findings: Iterable[Marked]) -> Rendering:
    """The report made ready."""
    names = [_name(claim) for claim in reading.claims]
    indicators = list(dict.fromkeys(names))
    number = {name: at for at, name in enumerate(indicators)}
    figures = [
        Place(claim.start, claim.kind, claim.status, number[name])
        for claim, name in zip(reading.claims, names, strict=True)
    ]
    return Rendering(
        report_name(reading),
        marked_body(reading, findings),
        tuple(_headings(reading.outline.sections, reading.claims)),
        tuple(figures),
        tuple(indicators),
        "".join(_options(indicators, Counter(figure.indicator for figure in figures))),
        (*reading.document.notes, *(["文字在句中断了，可能不全"] if reading.outline.truncated else [])),
        len(reading.document.hidden),
        len(reading.others),
        len(reading.unread),
    )


def inspected(reading: Reading) -> dict[str, dict[str, Any]]:
    """What the inspector says of each figure, by its start; kin are starts too."""
    entries = inspections(reading)
    for entry in entries:
        entry["kin"] = [entries[other]["start"] for other in entry["kin"]]
    return {str(entry["start"]): entry for entry in entries}


def version() -> str:
    """Changes when what is written here may look otherwise."""
    modules = (marking, report_body, inspection, paragraphs, wording, sys.modules[__name__])
    return sha256("".join(map(getsource, modules)).encode()).hexdigest()[:12]


def chosen(options: str, indicator: int | None) -> str:
    """The indicators to choose from with one chosen."""
    return (
        options
        if indicator is None
        else options.replace(f' data-number="{indicator}">', f' data-number="{indicator}" selected>')
    )


def _options(names: Sequence[str], counted: Mapping[int, int]) -> Iterable[str]:
    for number, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        name = escape(names[number], quote=True)
        yield f'<option value="{name}" data-number="{number}">{name}（{count}）</option>'


def _name(claim: Claim) -> str:
    return indicator_name(claim.indicator_id) or claim.indicator.phrase or "（没有写明）"


def _headings(sections: Sequence[Section], claims: Sequence[Claim]) -> Iterable[Heading]:
    starts = [claim.start for claim in claims]
    for number, each in enumerate(sections):
        if each.title:
            beside = (other.start for other in sections[number + 1 :] if other.level <= each.level)
            end = next(beside, sections[-1].end)
            inside = bisect_left(starts, end) - bisect_left(starts, each.start)
            yield Heading(number, each.level, each.title, each.start, end, inside)
