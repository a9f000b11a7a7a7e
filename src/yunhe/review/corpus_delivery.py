"""`yunhe audit` over many reports: progress, a table of reports, and the findings as parquet, json or xlsx."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from json import dumps
from pathlib import Path
from typing import Any, BinaryIO

from yunhe.atomic import whole_folder
from yunhe.batch import cores
from yunhe.errors import YunheError
from yunhe.faces.columns import fit
from yunhe.faces.xlsx import Sheet
from yunhe.progress import Progress
from yunhe.reading.intake import expand
from yunhe.review.corpus import Result, audit_all, by_check, findings_rows, report_row
from yunhe.review.delivery import DONE, FOUND, PARTLY, placed
from yunhe.review.listing import title_of
from yunhe.review.words import SEVERITIES, severity_word

NOTHING = 2
_FORMATS = ("terminal", "json", "xlsx", "parquet")
_FOR_ONE = (
    "against", "companions", "statistics", "targets", "others", "sheet", "returned", "accept", "withdraw", "open",
)  # fmt: skip
_SHOWN = 40
_REPORT = {
    "doc": "报告", "area": "地区", "year": "年度", "errors": "必核", "warnings": "建议核", "notes": "提示",
    "against": "对照", "problem": "读不了的原因",
}  # fmt: skip
_FINDING = {
    "doc": "报告", "area": "地区", "year": "年度", "severity": "级别", "check": "检查", "quote": "原文",
    "message": "疑点", "evidence": "算式", "remedy": "建议", "start": "起", "end": "止", "others": "对照",
}  # fmt: skip
_WIDTHS = {"doc": 26, "quote": 24, "message": 44, "evidence": 44, "remedy": 30, "against": 40, "problem": 40}


def deliver(given: Namespace) -> int:
    """Audit every report of the folders and files given."""
    name = _format(given)
    sources = expand(given.files)
    results: list[Result] = []
    jobs = given.jobs or cores()
    watched = not given.quiet and sys.stderr.isatty()
    with Progress(len(sources), sys.stderr, watched) as progress:
        for result in audit_all(sources, jobs, given.on_classified_machine, given.district):
            results.append(result)
            progress.step()
    results.sort(key=lambda result: result.doc)
    done = [result for result in results if result.problem is None]
    if done:
        _write(name, done, results, given)
    problems = [result.problem for result in results if result.problem]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not done:
        return NOTHING
    return PARTLY if problems else FOUND if any(result.count("error") for result in done) else DONE


def _format(given: Namespace) -> str:
    """The format asked for; options that are about one draft are refused."""
    meant = [option for option in _FOR_ONE if getattr(given, option)]
    if meant:
        said = "--with" if meant[0] == "companions" else f"--{meant[0]}"
        raise YunheError(f"{said} 只能用于一份草稿，这里给了几份 → 去掉它，或只写一个文件")
    suffix = Path(given.output).suffix.removeprefix(".") if given.output else "terminal"
    name = given.format or suffix or "parquet"
    if name not in _FORMATS:
        raise YunheError(f"几份报告不能写成 {name} → 可用的有 {'、'.join(_FORMATS)}")
    if name in ("xlsx", "parquet") and not given.output:
        raise YunheError(f"{name} 要写进文件 → 加 -o {'文件夹/' if name == 'parquet' else '文件.xlsx'}")
    return name


def _write(name: str, done: Sequence[Result], results: Sequence[Result], given: Namespace) -> None:
    if name == "terminal":
        print("\n".join(_lines(done, given.all)))
        return
    if name == "parquet":
        _parquet(Path(given.output), results)
    elif given.output:
        with placed(Path(given.output)) as out:
            _file(name, results, out)
    else:
        _file(name, results, sys.stdout.buffer)
    if not given.quiet:
        print(_summary(done) + (f"，写到 {given.output}" if given.output else ""), file=sys.stderr)


def _file(name: str, results: Sequence[Result], out: BinaryIO) -> None:
    if name == "xlsx":
        _workbook(results, out)
        return
    entries = [report_row(result) | {"findings": list(result.findings)} for result in results]
    out.write((dumps(entries, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


def _parquet(place: Path, results: Sequence[Result]) -> None:
    """findings.parquet and reports.parquet in a folder; or out.findings.parquet beside out.parquet."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    is_file = place.suffix == ".parquet"
    numbers = {"year": pa.int64(), "start": pa.int64(), "end": pa.int64()} | dict.fromkeys(
        ("errors", "warnings", "notes"), pa.int64()
    )
    tables: dict[str, tuple[list[dict[str, Any]], Sequence[str]]] = {
        "findings": (list(findings_rows(results)), tuple(_FINDING)),
        "reports": ([report_row(result) for result in results], tuple(_REPORT)),
    }
    with whole_folder(place, place.stem if is_file else None) as folder:
        for name, (rows, keys) in tables.items():
            schema = pa.schema([(key, numbers.get(key, pa.string())) for key in keys])
            write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet", compression="zstd")


def _workbook(results: Sequence[Result], out: BinaryIO) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    findings, reports = Sheet(book, "疑点", _FINDING, _WIDTHS), Sheet(book, "报告", _REPORT, _WIDTHS)
    for row in findings_rows(results):
        shown = row | {"severity": severity_word(row["severity"]), "check": title_of(row["check"])}
        findings.append([shown[key] for key in _FINDING])
    for result in results:
        row = report_row(result)
        reports.append([row[key] for key in _REPORT])
    findings.close()
    reports.close()
    book.save(out)


def _summary(done: Sequence[Result]) -> str:
    counted = {severity: sum(result.count(severity) for result in done) for severity in SEVERITIES}
    said = "，".join(f"{SEVERITIES[severity]} {number}" for severity, number in counted.items())
    return f"审完 {len(done)} 份：{said}"


def _lines(done: Sequence[Result], whole: bool) -> Iterator[str]:
    """The checks that spoke, then the reports with most to verify."""
    yield _summary(done)
    yield ""
    for (severity, check), number in by_check(done).most_common():
        if severity != "note" or whole:
            yield f"{number:6}  {severity_word(severity):4}  {title_of(check)}（{check}）"
    yield ""
    ranked = sorted(done, key=lambda result: (-result.count("error"), -result.count("warning"), result.doc))
    yield f"{fit('报告', 36)}  必核  建议核  提示  对照"
    for result in ranked if whole else ranked[:_SHOWN]:
        numbers = "".join(f"{result.count(severity):>6}" for severity in SEVERITIES)
        yield f"{fit(result.doc, 36)}{numbers}    {'、'.join(result.against)}"
    if not whole and len(ranked) > _SHOWN:
        yield f"… 还有 {len(ranked) - _SHOWN} 份；看全部加 --all，或 -o 文件夹/ --format parquet"
