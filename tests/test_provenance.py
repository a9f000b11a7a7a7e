"""Every shipped report is listed with its source, and is byte for byte what the list says."""

import csv
import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def listed() -> list[dict[str, str]]:
    with (ROOT / "corpus/PROVENANCE.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def shipped() -> set[str]:
    reports = [*ROOT.glob("districts/*/reports"), *ROOT.glob("examples/*/reports")]
    found = [path for folder in (ROOT / "corpus", *reports) for path in folder.rglob("*")]
    found += (ROOT / "gold").rglob("*.txt")
    return {path.relative_to(ROOT).as_posix() for path in found if path.is_file() and path.name != "PROVENANCE.tsv"}


def test_every_shipped_file_is_listed_once() -> None:
    assert sorted(row["path"] for row in listed()) == sorted(shipped())


@pytest.mark.parametrize("row", listed(), ids=lambda row: row["path"])
def test_the_hash_holds_and_nothing_is_left_blank(row: dict[str, str]) -> None:
    assert hashlib.sha256((ROOT / row["path"]).read_bytes()).hexdigest() == row["sha256"]
    assert all(row.values())


def test_the_years_of_hangzhou_and_ningbo_have_no_gap() -> None:
    have = {(row["area"], int(row["year"])) for row in listed() if row["path"].startswith("corpus/city/")}
    assert {("杭州市", year) for year in range(2008, 2027)} <= have
    assert {("宁波市", year) for year in range(1998, 2027)} <= have
