"""The measuring itself: intervals, pairing, what counts as unread, the baseline, the gold rows."""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import baseline
from benchmarks.intervals import Share
from benchmarks.matching import pairs, range_rows, recall
from benchmarks.peer_environment import blocks
from benchmarks.sets import ROOT, Annotated
from benchmarks.unread import arabic_classes, chinese_classes
from gold.score import score
from tools import gold_rows
from yunhe.faces.records import record
from yunhe.reading.reader import read_text
from yunhe.types import Document, Outline, Reading

SETS = [path for name in ("train", "held") for path in sorted((ROOT / "gold" / name).glob("*.jsonl"))]
SHARED = {"浙江省-1994", "郑州市-2025", "铜陵市-2025"}  # other sentences of the same report


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sentences_with_figures(path: Path) -> set[str]:
    text = path.with_suffix(".txt").read_bytes().decode()
    bounds = {gold_rows.sentence_bounds(text, row["start"])[1:] for row in rows(path)}
    return {text[start:end].strip() for start, end in bounds}


def gold_row(text: str, quote: str, **cells: object) -> dict:
    start = text.index(quote)
    row = dict.fromkeys(("unit", "head", "phrase", "scope", "period", "id", "place", "base"), "")
    row |= {"value": "1", "bound": "=", "kind": "level", "status": "actual", "of": None}
    row |= {"start": start, "end": start + len(quote), "quote": quote}
    return row | cells


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (50, 100, 0.404, 0.596)]
)
def test_wilson_intervals_are_those_of_the_tables(right: int, of: int, low: float, high: float) -> None:
    assert Share(right, of).interval == pytest.approx((low, high), abs=0.0006)


def test_a_share_of_nothing_says_so() -> None:
    assert str(Share(0, 0)) == "—（没有）"
    assert Share(0, 0).interval == (0.0, 1.0)


def test_pairs_are_those_that_the_scorer_finds() -> None:
    text = "全市地区生产总值1200亿元，增长6%—6.5%，新增学校3所。"
    reading = read_text(text)
    gold = [gold_row(text, "1200亿元"), gold_row(text, "6.5%", value="6.5", unit="%")]
    annotated = Annotated("x", text, gold, reading, [record(claim, "x") for claim in reading.claims])
    found = list(pairs(annotated))
    assert sum(pair.claim is not None for pair in found) == score(gold, annotated.claims)[0]["span"] == 2


def test_both_ends_of_a_range_are_known_as_such() -> None:
    text = "增长6%—6.5%，新增3所、5所。"
    ends = [("6%", ">"), ("6.5%", "<"), ("3所", ">"), ("5所", "<")]
    gold = [gold_row(text, quote, bound=bound) for quote, bound in ends]
    nothing = Reading(Document("x", text), Outline(), (), ())
    found = list(pairs(Annotated("x", text, gold, nothing, [])))
    assert [pair.gold["quote"] for pair in range_rows(found)] == ["6%", "6.5%"]
    assert recall(found, "bound", "<") == Share(0, 2)


def test_what_is_covered_by_nothing_counts_as_unread() -> None:
    text = "新增7所学校，三座桥，一些问题，2亿元。"
    nothing = Reading(Document("x", text), Outline(), (), ())
    assert list(arabic_classes(nothing)) == ["unread", "unread"]
    assert list(chinese_classes(nothing)) == ["unread"]  # 三; 一些 is a word, 亿 belongs to 2
    assert "unread" not in [*arabic_classes(read_text(text)), *chinese_classes(read_text(text))]


def test_the_baseline_reads_numbers_with_units_and_takes_the_clause_before_as_name() -> None:
    level, growth = baseline.read("全年地区生产总值达1200.5亿元，增长6%。", 2024)
    assert (Decimal(level["value"]), level["unit"], level["indicator"]) == (
        Decimal("120050000000"),
        "元",
        "全年地区生产总值",
    )
    assert (growth["value"], growth["kind"], growth["indicator"]) == ("6", "growth", "")


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_gold_rows_stand_in_their_text_and_name_rows_that_exist(path: Path) -> None:
    text = path.with_suffix(".txt").read_bytes().decode()
    found = rows(path)
    starts = {row["start"] for row in found}
    for row in found:
        assert text[row["start"] : row["end"]].replace("\n", "") == row["quote"]
        assert row["head"] in row["phrase"]
        assert row["of"] is None or {int(start) for start in str(row["of"]).split("|")} <= starts - {row["start"]}


def test_ids_of_the_gold_rows_are_what_their_names_mean_today() -> None:
    found = [row for path in SETS for row in rows(path)]
    stale = [row["name"] for row in found if row["id"] != gold_rows.id_of(row["name"], row["phrase"])]
    assert stale == [], "python tools/gold_rows.py --ids"


def test_the_sets_share_three_reports_and_no_sentence_with_a_figure() -> None:
    names = [path.stem for path in SETS]
    assert len(names) == len(set(names)) >= 40
    reports = Counter("-".join(name.split("-")[:2]) for name in names)
    assert {name for name, times in reports.items() if times > 1} == SHARED
    sentences = Counter(sentence for path in SETS for sentence in sentences_with_figures(path))
    assert max(sentences.values()) == 1


def test_peers_are_pinned_with_hashes_and_without_addresses() -> None:
    lock = (ROOT / "benchmarks/requirements-peers.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", lock)
    assert {"recognizers-text-suite", "duckling-chinese", "jionlp", "rjieba", "setuptools"} <= set(blocks(lock))
    assert all("--hash=sha256:" in pin for pin in blocks(lock).values())
