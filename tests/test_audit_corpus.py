"""Many reports audited at once: paired by area and year, the same in any number of processes."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from yunhe.audit.case import Given, case_of_files
from yunhe.audit.run import run
from yunhe.cli import main
from yunhe.reading.intake import Source, expand
from yunhe.review.corpus import audit_all, plan
from yunhe.review.listing import record

ROOT = Path(__file__).parent.parent
NAMES = ("宁波市-2023", "宁波市-2024", "宁波市-2025", "杭州市-2024", "杭州市-2025")


@pytest.fixture
def folder(tmp_path):
    for name in NAMES:
        shutil.copy(ROOT / f"corpus/city/{name}.txt", tmp_path)
    (tmp_path / "坏的-2024.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00")
    return tmp_path


def test_reports_are_paired_by_area_and_year():
    jobs = plan([Source(f"{name}.txt", f"{name}.txt") for name in NAMES], False)
    told = {
        report.source.name: [before.source.name for before in job.earlier[report.area]]
        for job in jobs
        for report in job.reports
    }
    assert told == {
        "宁波市-2023.txt": [],
        "宁波市-2024.txt": ["宁波市-2023.txt"],
        "宁波市-2025.txt": ["宁波市-2024.txt", "宁波市-2023.txt"],
        "杭州市-2024.txt": [],
        "杭州市-2025.txt": ["杭州市-2024.txt"],
    }


def test_one_bad_file_never_stops_the_rest_and_any_number_of_processes_gives_the_same(folder):
    sources = expand([folder])
    alone = sorted(audit_all(sources, 1))
    together = sorted(audit_all(sources, 2))
    assert alone == together
    assert [result.doc for result in alone if result.problem] == ["坏的-2024.txt"]


def test_a_report_of_a_folder_gets_what_it_gets_by_itself(folder):
    by_doc = {result.doc: result for result in audit_all(expand([folder]), 1)}
    names = ("宁波市-2025.txt", "宁波市-2024.txt", "宁波市-2023.txt", "杭州市-2025.txt")
    draft, last, before, other = (str(folder / name) for name in names)
    case, _ = case_of_files(Given(draft, against=[last, before], others=[other]))
    wanted = [(f["check"], f["message"], f["spans"][0]["start"]) for f in map(record, run(case))]
    found = by_doc["宁波市-2025.txt"].findings
    assert [(f["check"], f["message"], f["spans"][0]["start"]) for f in found] == wanted


def test_the_command_writes_tables(folder, capsys):
    assert main(["audit", str(folder), "-j", "1"]) == 3
    said = capsys.readouterr()
    assert "审完 5 份" in said.out
    assert "坏的-2024.txt" in said.err
    assert main(["audit", str(folder), "-j", "1", "-o", str(folder / "tables"), "--format", "parquet"]) == 3
    reports = pq.read_table(folder / "tables/reports.parquet").to_pylist()
    findings = pq.read_table(folder / "tables/findings.parquet").to_pylist()
    assert sum(row["errors"] + row["warnings"] + row["notes"] for row in reports) == len(findings)
    assert {row["doc"] for row in reports} == {*(f"{name}.txt" for name in NAMES), "坏的-2024.txt"}
    capsys.readouterr()
    assert main(["audit", str(folder), "-j", "1", "--format", "json"]) == 3
    assert len(json.loads(capsys.readouterr().out)) == 6
    assert main(["audit", str(folder), "-j", "1", "-o", str(folder / "疑点.xlsx")]) == 3


@pytest.mark.parametrize(
    "options", [["--sheet", "a.xlsx"], ["--against", "x.txt"], ["-o", "a.docx"], ["--accept", "1"]]
)
def test_options_about_one_draft_are_refused(folder, options, capsys):
    assert main(["audit", str(folder), *options]) == 2
    assert "→" in capsys.readouterr().err


def test_the_offices_lists_hold_for_every_report_of_a_folder(tmp_path):
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "barred.csv").write_text("词,改为,出处\n大干快上,加快推进,本办规定\n", encoding="utf-8")
    reports = tmp_path / "reports"
    reports.mkdir()
    for year in (2024, 2025):
        text = f"一、{year - 1}年工作回顾\n我们大干快上，新增企业5家。\n"
        (reports / f"江州市-{year}.txt").write_text(text, encoding="utf-8")
    for jobs in (1, 2):
        found = audit_all(expand([reports]), jobs, district=str(lists))
        assert [[f["check"] for f in result.findings].count("barred_words") for result in found] == [1, 1]
