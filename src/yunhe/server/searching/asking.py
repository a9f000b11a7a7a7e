"""Ask the index: sentences that hold all words exactly, newest first, with counts by area, year, kind and indicator.

Only lines of reports that `shelf.seen_by` shows to the sitting are ever read. What is found is counted up to `MOST`;
where there is more, the newest are counted and `is_more` says so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from json import loads
from typing import Any, NamedTuple

from django.db import connection

from yunhe.reading.folding import folded, joined, places
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report
from yunhe.server.searching.keeping import tag
from yunhe.server.searching.models import Book
from yunhe.server.statement import Statement

MOST, WORDS, LONGEST = 5000, 8, 100
COMMON = 15_000  # lines that words are expected in, beyond which PostgreSQL reads the newest lines one by one
FACETS = ("area", "year", "kind", "indicator")


class Shelved(NamedTuple):
    """A report as the index needs it."""

    id: str
    title: str
    name: str
    area: str
    year: int | None
    is_draft: bool

    @property
    def said(self) -> str:
        """What it calls itself, with its area where that does not say it."""
        name = self.title or self.name
        return name if self.area in name else f"{self.area} · {name}"


class Hit(NamedTuple):
    """A sentence that was found; `places` are the words in its text."""

    report: Shelved
    number: int
    section: str
    text: str
    places: list[tuple[int, int]]

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, and whether each is one of the words."""
        at = 0
        for start, end in self.places:
            yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        yield self.text[at:], False


@dataclass(frozen=True)
class Found:
    """What a question found: keys of lines in order, each with the tags of its line."""

    words: tuple[str, ...]
    books: Mapping[int, Shelved]
    lines: Sequence[tuple[int, int, str]]
    is_more: bool

    @property
    def total(self) -> int:
        """How many sentences, at most `MOST`."""
        return len(self.lines)

    @cached_property
    def counts(self) -> Mapping[str, Counter[str]]:
        """How many sentences for every value of every facet."""
        tags = Counter(each for _, _, facets in self.lines for each in facets.split(" ")[2:])
        found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        for book, count in Counter(book for _, book, _ in self.lines).items():
            found["area"][self.books[book].area] += count
            found["year"][str(self.books[book].year or "")] += count
        for said, count in tags.items():
            facet = "kind" if said[1] == "k" else "indicator"
            found[facet][said[2:].replace("＿", "_")] = count  # ids of indicators are folded as well
        return found

    def page(self, number: int, size: int) -> list[Hit]:
        """The hits of a page, counted from 1."""
        keys = [key for key, _, _ in self.lines[(number - 1) * size : number * size]]
        return _hits(keys, self) if keys else []


_HITS = (
    "SELECT l.id, l.book, s.number, s.section, s.text FROM searching_line l "
    "JOIN reports_sentence s ON s.report_id = l.report_id AND s.number = l.number WHERE l.id IN ({})"
)


def _hits(keys: Sequence[int], found: Found) -> list[Hit]:
    rows = {row[0]: row[1:] for row in Statement(_HITS.format(", ".join(["%s"] * len(keys)))).rows(keys)}
    return [_hit(rows[key], found) for key in keys if key in rows]


def _hit(row: tuple[Any, ...], found: Found) -> Hit:
    book, number, section, text = row
    spans = joined([span for word in found.words for span in places(text, word)])
    return Hit(found.books[book], number, section, text, spans)


def ask(sitting: shelf.Reader, query: str, facets: Mapping[str, str]) -> Found:
    """What somebody may see of the sentences that hold every word; `facets` narrows by area, year, kind, indicator."""
    words = words_of(query)
    books = _books(sitting, facets)
    if not words or not books:
        return Found(words, books, (), False)
    rows = _lines(words, [tag(name, facets[name]) for name in FACETS if facets.get(name)], list(books))
    return Found(words, books, rows[:MOST], len(rows) > MOST)


def words_of(query: str) -> tuple[str, ...]:
    """The words of a question, folded, each once; those that say nothing are left out."""
    return tuple(dict.fromkeys(filter(None, map(folded, query[:LONGEST].split()))))[:WORDS]


def _books(sitting: shelf.Reader, facets: Mapping[str, str]) -> dict[int, Shelved]:
    """The reports to be searched: those that are seen, of the area and year asked for."""
    seen = Book.objects.filter(report__in=shelf.seen_by(sitting).filter(state=Report.State.DONE))
    if facets.get("area"):
        seen = seen.filter(report__area=facets["area"])
    if facets.get("year"):
        seen = seen.filter(report__year=int(facets["year"]))
    of = ("id", "report_id", *(f"report__{name}" for name in ("title", "name", "area", "year", "is_draft")))
    return {id: Shelved(*said) for id, *said in seen.values_list(*of)}


def _lines(words: Sequence[str], tags: Sequence[str], books: list[int]) -> Sequence[tuple[int, int, str]]:
    ask_of = _of_sqlite if connection.vendor == "sqlite" else _of_postgresql
    text, values = ask_of(words, tags, books)
    return [(int(id), int(book), str(facets)) for id, book, facets in Statement(text).rows([*values, MOST + 1])]


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)]


def _of_sqlite(words: Sequence[str], tags: Sequence[str], books: list[int]) -> tuple[str, list[object]]:
    tokens = [f'"{each}"' for word in words for each in _pairs(word)] + [f'"{each}"' for each in tags]
    tokens += [f'"{word}"*' for word in words if len(word) == 1]
    holds = " AND instr(l.folded, %s) > 0" * len(words)
    text = (
        "SELECT l.id, l.book, l.facets FROM searching_index i CROSS JOIN searching_line l ON l.id = i.rowid "
        f"WHERE searching_index MATCH %s{holds} AND l.book IN (SELECT value FROM json_each(%s)) "
        "ORDER BY i.rowid LIMIT %s"
    )
    return text, [" AND ".join(dict.fromkeys(tokens)), *words, str(books)]


def _of_postgresql(words: Sequence[str], tags: Sequence[str], books: list[int]) -> tuple[str, list[object]]:
    """By the pairs where they are rare; where they are common, the lines in their order, which soon are enough."""
    tokens = list(dict.fromkeys([each for word in words for each in (_pairs(word) or [word])] + list(tags)))
    is_common = _expected(tokens) > COMMON
    holds = " AND position(%s::text IN l.folded) > 0" * len(words)
    has = " AND position(%s::text IN l.facets || ' ') > 0" * len(tags) if is_common else " AND l.pairs @> %s::text[]"
    text = (
        f"SELECT l.id, l.book, l.facets FROM searching_line l WHERE true{holds}{has}"
        " AND l.book = ANY(%s::bigint[]) ORDER BY l.id LIMIT %s"
    )
    return text, [*words, *([f"{each} " for each in tags] if is_common else [tokens]), books]


def _expected(tokens: Sequence[str]) -> int:
    """How many lines PostgreSQL expects to hold all tokens."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) SELECT id FROM searching_line WHERE pairs @> %s::text[]", [list(tokens)])
        said = cursor.fetchone()[0]
    plan = loads(said) if isinstance(said, str) else said
    return int(plan[0]["Plan"]["Plan Rows"])
