"""Keep the sentences of a report in the index; within the transaction that writes the report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from yunhe.reading.folding import TAG, folded
from yunhe.server.searching.models import Book
from yunhe.server.statement import Statement
from yunhe.types import Claim, Outline

_YEARS, _BOOKS, _LINES = 9999, 20, 20  # the last year, and the bits of a key
_AREA = 60  # letters that the row of a report keeps
_LINE = Statement(
    "INSERT INTO searching_line (id, report_id, book, number, folded, facets) VALUES (%s, %s, %s, %s, %s, %s)"
)
_EMPTY = Statement("DELETE FROM searching_line WHERE report_id = %s")


def keep(report: str, outline: Outline, sentences: Iterable[tuple[int, str]], claims: Iterable[Claim]) -> None:
    """Put a report into the index in the place of what was there of it; `sentences` are (number, text)."""
    book, made = Book.objects.get_or_create(report_id=report)
    if not made:
        _EMPTY.run([report])
    year, own = outline.year, _tags(claims)
    shared = [tag("area", (outline.area or "")[:_AREA]), tag("year", str(year or ""))]
    rows = [
        (key(year, book.pk, number), report, book.pk, number, folded(text), " ".join([*shared, *own.get(number, ())]))
        for number, text in sentences
    ]
    if rows:
        _LINE.run_each(rows)


def key(year: int | None, book: int, number: int) -> int:
    """The key of a line: newer years first, then as reports came, then as sentences stand."""
    older = _YEARS - min(max(year or 0, 0), _YEARS)
    return (older << _BOOKS | book) << _LINES | number


def tag(facet: str, value: str) -> str:
    """One token for a value of a facet: no pair of letters begins like it."""
    return f"{TAG}{facet[0]}{folded(value)}"


def _tags(claims: Iterable[Claim]) -> Mapping[int, Sequence[str]]:
    """The tags of each sentence by its figures."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for claim in claims:
        found[claim.sentence][tag("kind", claim.kind)] = None
        if claim.indicator_id:
            found[claim.sentence][tag("indicator", claim.indicator_id)] = None
    return {number: tuple(tags) for number, tags in found.items()}
