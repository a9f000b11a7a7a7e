"""What an audit looks at, put together from files or from words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yunhe.audit.checks import Example
from yunhe.audit.statistics import statistics_of, statistics_text
from yunhe.audit.tables import is_table, table_document
from yunhe.audit.traces import traces_in
from yunhe.audit.vocabulary import load
from yunhe.errors import UnreadableError
from yunhe.reading.intake import read_file
from yunhe.reading.reader import read_document, read_text
from yunhe.types import Case, Document, Reading, Statistic


class Given(NamedTuple):
    """Paths as a user names them."""

    draft: str
    against: Sequence[str] = ()
    companions: Sequence[str] = ()
    others: Sequence[str] = ()
    statistics: Sequence[str] = ()
    targets: Sequence[str] = ()
    district: str | None = None


def case_of(example: Example | str) -> Case:
    """The case that an example puts in words."""
    if isinstance(example, str):
        example = Example(example)
    area, _, suffix = example.name.partition("-")
    return Case(
        read_text(example.draft, example.name),
        {year: read_text(text, f"{area}-{year + 1}.txt") for year, text in example.earlier.items()},
        tuple(read_text(text, name) for name, text in example.companions.items()),
        tuple(read_text(text, name) for name, text in example.others.items()),
        tuple(statistics_text(example.statistics, f"{area}统计公报-{suffix}")) if example.statistics else (),
        (read_text(example.targets, f"{area}任务表-{suffix}"),) if example.targets else (),
        example.vocabulary,
        example.traces,
    )


def case_of_files(given: Given, *, on_classified_machine: bool = False) -> tuple[Case, list[str]]:
    """The case that these files make, and what of them could not be read; a draft that cannot be read raises."""
    opened = _Opened(on_classified_machine)
    draft_document = read_file(given.draft, on_classified_machine=on_classified_machine)
    draft = read_document(draft_document)
    case = Case(
        draft,
        _by_year(opened.readings(given.against), opened.problems),
        tuple(opened.readings(given.companions)),
        tuple(opened.readings(given.others)),
        tuple(opened.statistics(given.statistics)),
        tuple(opened.readings(given.targets)),
        load(given.district),
        traces_in(given.draft, draft_document),
    )
    return case, opened.problems


class _Opened:
    """Files opened one by one; those that cannot be read are remembered with their reason."""

    def __init__(self, on_classified_machine: bool) -> None:
        self.on_classified_machine = on_classified_machine
        self.problems: list[str] = []

    def readings(self, paths: Iterable[str]) -> list[Reading]:
        return [read_document(document) for document in self._documents(paths)]

    def statistics(self, paths: Iterable[str]) -> list[Statistic]:
        return [statistic for document in self._documents(paths) for statistic in self._statistics_of(document)]

    def _statistics_of(self, document: Document) -> tuple[Statistic, ...]:
        try:
            return statistics_of(document)
        except UnreadableError as error:
            self.problems.append(str(error))
            return ()

    def _documents(self, paths: Iterable[str]) -> Iterable[Document]:
        for path in paths:
            try:
                yield self._read(path)
            except UnreadableError as error:
                self.problems.append(str(error))

    def _read(self, path: str) -> Document:
        if is_table(path):
            return table_document(path, on_classified_machine=self.on_classified_machine)
        return read_file(path, on_classified_machine=self.on_classified_machine)


def _by_year(readings: Iterable[Reading], problems: list[str]) -> dict[int, Reading]:
    found: dict[int, Reading] = {}
    for reading in readings:
        year, name = reading.outline.year, reading.document.name
        if year is None:
            problems.append(f"{name}: 看不出是哪一年的报告 → 文件名里写上年份，如 2024.docx")
        elif year in found:
            problems.append(f"{name}: 和 {found[year].document.name} 同是 {year} 年的报告 → 只留一份")
        else:
            found[year] = reading
    return found
