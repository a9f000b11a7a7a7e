"""The tables of a comparison: their rows with ways into both reports, what narrows them, and their cells as a file."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import quote, urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yunhe.audit.alignment import STATES, Aligned
from yunhe.audit.outcomes import said
from yunhe.review.difference import WORDS
from yunhe.server.comparing import Pair, Side, differences, years
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report
from yunhe.types import Claim

MOST = 1000  # reports that the form offers
PAGE = 300  # rows
_Row = TypeVar("_Row")


class Choice(NamedTuple):
    """One state, how many rows have it, and the address that shows only those."""

    word: str
    total: int
    address: str
    is_chosen: bool


class Cell(NamedTuple):
    """A figure with the way to it."""

    said: str
    address: str


class Table(ABC, Generic[_Row]):
    """Two reports, the earlier first, and which rows are asked for."""

    title = ""

    def __init__(self, old: Report, new: Report, chosen: str, page: str = "") -> None:
        self.old, self.new, self.chosen, self.asked_page = old, new, chosen, page

    @cached_property
    @abstractmethod
    def every(self) -> Sequence[_Row]:
        """All rows."""

    @abstractmethod
    def state(self, row: _Row) -> str:
        """By what a row is narrowed to."""

    @abstractmethod
    def words(self) -> Iterable[tuple[str, str]]:
        """Every state with its word."""

    @property
    def rows(self) -> list[_Row]:
        """Those that are asked for."""
        return [row for row in self.every if not self.chosen or self.state(row) == self.chosen]

    @cached_property
    def page(self) -> Page[_Row]:
        """The rows of the page that is asked for; a file has them all."""
        return Paginator(self.rows, PAGE).get_page(self.asked_page)

    @property
    def turns(self) -> Iterator[tuple[str, str, str]]:
        """The ways to the page before and the page after."""
        more = {"mode": self.mode, **({"show": self.chosen} if self.chosen else {})}
        if self.page.has_previous():
            yield "prev", _("上一页"), self.address(**more, page=str(self.page.number - 1))
        if self.page.has_next():
            yield "next", _("下一页"), self.address(**more, page=str(self.page.number + 1))

    @property
    def choices(self) -> Iterator[Choice]:
        """All rows, and each state that some row has."""
        counted = Counter(map(self.state, self.every))
        yield Choice(_("全部"), len(self.every), self.address(), not self.chosen)
        for state, word in self.words():
            if counted[state] or state == self.chosen:
                yield Choice(word, counted[state], self.address(show=state), state == self.chosen)

    def address(self, **more: str) -> str:
        """The address of this comparison."""
        return "?" + urlencode({"a": self.old.pk, "b": self.new.pk, **more})

    @property
    def handed(self) -> Iterator[tuple[str, str]]:
        """The formats of what is seen, with their addresses."""
        more = {"show": self.chosen} if self.chosen else {}
        return ((format, self.address(**more, **{"as": format, "mode": self.mode})) for format in ("csv", "xlsx"))

    @property
    def mode(self) -> str:
        """Its name in the address."""
        return "years" if isinstance(self, YearsTable) else "drafts"

    @property
    @abstractmethod
    def columns(self) -> list[str]:
        """The heads of the file."""

    @property
    @abstractmethod
    def cells(self) -> Iterator[list[str]]:
        """The rows as the file has them."""

    @property
    def file_name(self) -> str:
        """Of the file; a draft is called one."""
        names = (f"{'草稿-' if each.is_draft else ''}{each.name.rpartition('.')[0]}" for each in (self.old, self.new))
        return "-".join((self.title, *names))


class Figures(NamedTuple):
    """A figure that changed: what it is of, and its amounts."""

    name: str
    before: Cell | None
    after: Cell | None


Pieces = list[tuple[str, str]]  # of a sentence, each with the address of the figure that it is, or ""


class DraftRow(NamedTuple):
    """The figures of one sentence to which one thing happened, and the sentence on both sides."""

    what: str
    word: str
    section: str
    is_first: bool  # of its section
    figures: list[Figures]
    before: Pieces
    after: Pieces


class DraftsTable(Table[Pair]):
    """Two drafts."""

    title = "数字变动"

    @cached_property
    def every(self) -> Sequence[Pair]:
        return differences(self.old, self.new)

    def state(self, row: Pair) -> str:
        return row.what

    def words(self) -> Iterable[tuple[str, str]]:
        return ((what, _(word)) for what, word in WORDS.items())

    @property
    def shown(self) -> Iterator[DraftRow]:
        """The rows, the figures of one sentence together, the first of each section marked."""
        section: str | None = None
        words = dict(self.words())
        for (what, of_section, _before, _after), pairs in groupby(self.page.object_list, _sentences):
            group = list(pairs)
            figures = [Figures(pair.name, _cell(self.old, pair.before), _cell(self.new, pair.after)) for pair in group]
            old = _pieces(self.old, [pair.before for pair in group])
            new = _pieces(self.new, [pair.after for pair in group])
            yield DraftRow(what, words[what], of_section, of_section != section, figures, old, new)
            section = of_section

    @property
    def columns(self) -> list[str]:
        return [_("变动"), _("指标"), _("旧数"), _("新数"), _("章节"), _("旧句"), _("新句")]

    @property
    def cells(self) -> Iterator[list[str]]:
        words = dict(self.words())
        for pair in self.rows:
            sides = (pair.before, pair.after)
            amounts = [side.amount if side else "" for side in sides]
            sentences = ["".join(side.sentence) if side else "" for side in sides]
            yield [words[pair.what], pair.name, *amounts, pair.section, *sentences]


def _sentences(pair: Pair) -> tuple[str, str, str, str]:
    """What figures must share to stand in one row."""
    before, after = ("".join(side.sentence) if side else "" for side in (pair.before, pair.after))
    return pair.what, pair.section, before, after


def _cell(report: Report, side: Side | None) -> Cell | None:
    return Cell(side.amount, place(report, side.start)) if side else None


def _pieces(report: Report, sides: Iterable[Side | None]) -> Pieces:
    """A sentence in pieces, its changed figures with their addresses."""
    found = sorted({len(side.sentence.before): side for side in sides if side}.items())
    pieces: Pieces = []
    end, text = 0, ""
    for at, side in found:
        text = "".join(side.sentence)
        pieces += [(text[end:at], ""), (side.sentence.figure, place(report, side.start))]
        end = at + len(side.sentence.figure)
    return [*pieces, (text[end:], "")] if found else []


class YearRow(NamedTuple):
    """One indicator over the two years."""

    row: Aligned
    aim: Cell | None
    before: Cell | None
    now: Cell | None
    next: Cell | None


class YearsTable(Table[Aligned]):
    """Two years."""

    title = "两年对照"

    @cached_property
    def every(self) -> Sequence[Aligned]:
        return years(self.old, self.new)

    def state(self, row: Aligned) -> str:
        return row.state

    def words(self) -> Iterable[tuple[str, str]]:
        return ((state, pgettext("outcome", state)) for state in STATES)

    @property
    def follow(self) -> bool:
        """Whether the years follow one another, so that targets can be held against outcomes."""
        return self.new.year == (self.old.year or 0) + 1

    @property
    def shown(self) -> Iterator[YearRow]:
        """The rows with ways into both reports."""
        for row in self.page.object_list:
            aim = Cell(row.said, place(self.old, row.aim.start)) if row.aim else None
            yield YearRow(
                row, aim, _figure(self.old, row.before), _figure(self.new, row.now), _figure(self.new, row.next)
            )

    @property
    def next_year(self) -> int:
        """The year that the later report aims at."""
        return (self.new.year or 0) + 1

    @property
    def columns(self) -> list[str]:
        old, new = self.old.year, self.new.year
        return [
            _("指标"), _("%s年目标") % new, _("%s年") % old, _("%s年") % new, _("变化（算得）"), _("结果"), _("说明"),
            _("%s年目标") % self.next_year,
        ]  # fmt: skip

    @property
    def cells(self) -> Iterator[list[str]]:
        for row in self.rows:
            figures = [said(claim) if claim else "" for claim in (row.before, row.now)]
            yield [
                row.name,
                row.said,
                *figures,
                row.moved,
                pgettext("outcome", row.state),
                row.why,
                said(row.next) if row.next else "",
            ]


def _figure(report: Report, claim: Claim | None) -> Cell | None:
    return Cell(said(claim), place(report, claim.start)) if claim else None


def place(report: Report, start: int) -> str:
    """Where a figure stands."""
    return f"/reports/{quote(report.pk)}/?figure={start}#figure-{start}"


def choices(sitting: shelf.Reader) -> dict[str, list[tuple[str, str]]]:
    """The reports that may be compared, by area: id and what each is called, the newest first."""
    found = shelf.seen_by(sitting).filter(state=Report.State.DONE).order_by("area", "-year", "-made")[:MOST]
    by_area: dict[str, list[tuple[str, str]]] = {}
    for report in found.only("id", "name", "title", "area", "year", "is_draft"):
        by_area.setdefault(report.area or _("没有写明地区"), []).append((report.pk, _called(report)))
    return by_area


def _called(report: Report) -> str:
    parts = [str(report.year) if report.year else "", report.name, _("草稿") if report.is_draft else ""]
    return " · ".join(filter(None, parts))
