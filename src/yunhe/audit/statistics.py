"""Published figures to hold a report against, from a communiqué (any document) or a table of indicators."""

from collections.abc import Iterator

from yunhe.reading.reader import read_document, read_text
from yunhe.types import Document, Reading, Statistic


def statistics_text(text: str, name: str) -> tuple[Statistic, ...]:
    """The statistics of a text that is at hand."""
    return tuple(_of_reading(read_text(text, name)))


def statistics_of(document: Document) -> tuple[Statistic, ...]:
    """The statistics of a document: the figures of a communiqué, or the rows of a table with a heading row."""
    return tuple(_of_reading(read_document(document)))


def _of_reading(reading: Reading) -> Iterator[Statistic]:
    for claim in reading.claims:
        if claim.status != "target" and claim.kind in ("level", "growth", "ratio", "change"):
            yield Statistic(
                claim.indicator, claim.kind, claim.quantity, claim.period, claim.place, None, claim.basis, claim.span
            )
