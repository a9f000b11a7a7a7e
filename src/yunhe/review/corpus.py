"""Many reports at once: each held against its own area's earlier reports and the other areas of its year.

Pairs come from area and year, told by the file's name (杭州市-2025.txt) or, where that says nothing, by the report. A
year is one piece of work, so that its reports are read once and held against each other; years run on all cores.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from json import dumps
from multiprocessing import get_context
from pathlib import PurePath
from typing import Any, NamedTuple

from yunhe.audit.run import run
from yunhe.audit.vocabulary import load
from yunhe.errors import UnreadableError
from yunhe.reading.intake import Source, read_file
from yunhe.reading.reader import read_document
from yunhe.review.listing import record
from yunhe.types import Case, Reading, Vocabulary
from yunhe.workers import end_on_interrupt

_NAMED = re.compile(r"(.*?(?:国务院|[省市区县州盟旗]))\D{0,3}((?:19|20)\d\d)(?!\d)")
_BACK = 2  # earlier reports that each is held against


class Report(NamedTuple):
    """A file with the area and the year that its name says."""

    source: Source
    area: str
    year: int


class Job(NamedTuple):
    """The reports of one year, and the earlier ones of their areas by area, newest first."""

    reports: tuple[Report, ...]
    earlier: Mapping[str, tuple[Report, ...]]
    on_classified_machine: bool
    vocabulary: Vocabulary = Vocabulary()


class Result(NamedTuple):
    """One report audited, or the reason why it could not be."""

    doc: str
    area: str
    year: int | None
    against: tuple[str, ...] = ()
    findings: tuple[dict[str, Any], ...] = ()
    problem: str | None = None

    def count(self, severity: str) -> int:
        """How many findings of a severity."""
        return sum(finding["severity"] == severity for finding in self.findings)


def audit_all(
    sources: Sequence[Source], jobs: int, on_classified_machine: bool = False, district: str | None = None
) -> Iterator[Result]:
    """The result of every report, year after year as they are done; `district` is a folder of an office's lists."""
    vocabulary = load(district)
    planned = [job._replace(vocabulary=vocabulary) for job in plan(sources, on_classified_machine)]
    if jobs == 1 or len(planned) < 2:
        for job in planned:
            yield from audit_year(job)
        return
    planned.sort(key=lambda job: -len(job.reports))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=end_on_interrupt) as pool:
        running = {pool.submit(audit_year, job): job for job in planned}
        for done in as_completed(running):
            yield from done.result()


def plan(sources: Iterable[Source], on_classified_machine: bool) -> list[Job]:
    """One job a year, in order; reports whose name says no year are read to learn it."""
    by_area: dict[str, dict[int, Report]] = defaultdict(dict)
    lone: list[Report] = []
    for source in sources:
        report = _named(source)
        if report.year == 0 or report.year in by_area[report.area]:
            lone.append(report)
        else:
            by_area[report.area][report.year] = report
    years: dict[int, list[Report]] = defaultdict(list)
    for reports in by_area.values():
        for year, report in reports.items():
            years[year].append(report)
    planned = [_job(tuple(years[year]), by_area, on_classified_machine) for year in sorted(years)]
    return planned + [Job((report,), {}, on_classified_machine) for report in lone]


def _job(reports: tuple[Report, ...], by_area: Mapping[str, Mapping[int, Report]], machine: bool) -> Job:
    earlier = {
        report.area: tuple(
            by_area[report.area][report.year - back]
            for back in range(1, _BACK + 1)
            if report.year - back in by_area[report.area]
        )
        for report in reports
    }
    return Job(reports, earlier, machine)


def audit_year(job: Job) -> list[Result]:
    """The results of one year; a report that cannot be read is named, the rest is done."""
    drafts: list[tuple[Report, Reading]] = []
    results = []
    for report in job.reports:
        try:
            drafts.append((report, _read(report, job)))
        except UnreadableError as error:
            results.append(Result(report.source.name, report.area, report.year or None, problem=str(error)))
    for report, draft in drafts:
        others = tuple(other for another, other in drafts if another.area != report.area)
        results.append(_audited(report, draft, others, job))
    return results


def _audited(report: Report, draft: Reading, others: tuple[Reading, ...], job: Job) -> Result:
    earlier: dict[int, Reading] = {}
    for before in job.earlier.get(report.area, ()):
        try:
            reading = _read(before, job)
        except UnreadableError:
            continue  # it is named where it is itself the draft
        if reading.outline.year:
            earlier.setdefault(reading.outline.year, reading)
    findings = run(Case(draft, earlier, others=others, vocabulary=job.vocabulary))
    area, year = draft.outline.area or report.area, draft.outline.year
    against = tuple(reading.document.name for reading in earlier.values())
    return Result(report.source.name, area, year, against, tuple(record(finding) for finding in findings))


def _read(report: Report, job: Job) -> Reading:
    path, name = report.source
    return read_document(read_file(path, name=name, on_classified_machine=job.on_classified_machine))


def _named(source: Source) -> Report:
    """Area and year of a report by its name; year 0 when the name does not say both."""
    found = _NAMED.search(PurePath(source.name).stem)
    return Report(source, found[1], int(found[2])) if found else Report(source, source.name, 0)


# What is written


def findings_rows(results: Iterable[Result]) -> Iterator[dict[str, Any]]:
    """One row a finding: the draft's place in columns, the other places as json."""
    for result in results:
        for finding in result.findings:
            first, *others = finding["spans"]
            yield {
                "doc": result.doc,
                "area": result.area,
                "year": result.year,
                **{key: finding[key] for key in ("check", "severity", "message", "evidence", "remedy")},
                **{key: first[key] for key in ("start", "end", "quote")},
                "others": dumps(others, ensure_ascii=False),
            }


def report_row(result: Result) -> dict[str, Any]:
    """What was found of one report, in numbers."""
    counted = {f"{severity}s": result.count(severity) for severity in ("error", "warning", "note")}
    about = {"doc": result.doc, "area": result.area, "year": result.year, "against": "；".join(result.against)}
    return about | counted | {"problem": result.problem}


def by_check(results: Iterable[Result]) -> Counter[tuple[str, str]]:
    """How many findings each check has, by severity."""
    return Counter((finding["severity"], finding["check"]) for result in results for finding in result.findings)
