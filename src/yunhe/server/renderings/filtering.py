"""What somebody wants to see of a report: figures by kind, status, indicator, section; findings by severity and check.

It stands in the address (`?kind=rank&kind=growth&section=3`), so that every state of the page has one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from yunhe.faces.wording import KINDS, STATUSES
from yunhe.review.rendering import Heading, Place, Rendering
from yunhe.review.words import SEVERITIES
from yunhe.server.renderings.margin import Note

_LISTS = ("kind", "status", "severity", "check")


@dataclass(frozen=True)
class Filter:
    """Nothing chosen shows everything."""

    kind: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    severity: frozenset[str] = frozenset()
    check: frozenset[str] = frozenset()
    indicator: str = ""
    heading: Heading | None = None
    number: int | None = None  # of the indicator

    @property
    def is_on(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.query)

    @property
    def query(self) -> str:
        """As it stands in an address."""
        pairs = [(name, value) for name in _LISTS for value in sorted(getattr(self, name))]
        pairs += [("indicator", self.indicator)] if self.indicator else []
        pairs += [("section", str(self.heading.number))] if self.heading else []
        return urlencode(pairs)

    def takes(self, figure: Place) -> bool:
        """Whether it shows a figure."""
        return (
            (not self.kind or figure.kind in self.kind)
            and (not self.status or figure.status in self.status)
            and (self.number is None or figure.indicator == self.number)
            and self._is_inside(figure.start)
        )

    def takes_note(self, note: Note) -> bool:
        """Whether it shows a finding."""
        mark = note.mark
        return (
            (not self.severity or mark.severity in self.severity)
            and (not self.check or mark.check_name in self.check)
            and self._is_inside(mark.start)
        )

    def _is_inside(self, start: int) -> bool:
        return self.heading is None or self.heading.start <= start < self.heading.end


def filter_of(lists: Callable[[str], Sequence[str]], made: Rendering, notes: Iterable[Note]) -> Filter:
    """What an address asks for; what is not known in it is left out."""

    def chosen(name: str, known: Iterable[str]) -> frozenset[str]:
        return frozenset(lists(name)) & frozenset(known)

    indicator = next((name for name in lists("indicator")[-1:] if name in made.indicators), "")
    section = next(iter(lists("section")[-1:]), "")
    return Filter(
        chosen("kind", KINDS),
        chosen("status", STATUSES),
        chosen("severity", SEVERITIES),
        chosen("check", (note.mark.check_name for note in notes)),
        indicator,
        next((heading for heading in made.headings if str(heading.number) == section), None),
        made.indicators.index(indicator) if indicator else None,
    )
