"""Runs of minutes: many mutated texts, all shipped reports in several processes, a folder of the user's choice."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from yunhe import read_text

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted((ROOT / "corpus").rglob("*.txt")) + sorted((ROOT / "gold").rglob("*.txt"))
SNIPPETS = 60_000
PARTS = (
    "0123456789零一二三四五六七八九十百千万亿两第前连续翻番分之点、，。；：（）“”《》%％‰"
    "年月日元个家亿元万元以上以下左右增长下降占比\n\t 　-—~·:./+×"
)


def mutated(random_: random.Random, text: str) -> str:
    """A snippet of a real report in which some characters are dropped, doubled or exchanged."""
    start = random_.randrange(max(1, len(text) - 80))
    letters = list(text[start : start + random_.randrange(4, 80)])
    for _ in range(random_.randrange(1, 8)):
        at = random_.randrange(len(letters))
        letters[at : at + random_.randrange(3)] = random_.choices(PARTS, k=random_.randrange(3))
        letters = letters or ["一"]
    return "".join(letters)


def test_mutated_reports_never_break_the_reader() -> None:
    seed = int(os.environ.get("SOAK_SEED", random.SystemRandom().randrange(10**9)))
    print(f"SOAK_SEED={seed}")
    random_ = random.Random(seed)
    texts = [path.read_bytes().decode("utf-8-sig") for path in REPORTS]
    for _ in range(SNIPPETS):
        text = mutated(random_, random_.choice(texts))
        reading = read_text(text)
        for claim in reading.claims:
            assert claim.span.stands_in(text), (seed, text)
            assert claim.value.is_finite(), (seed, text)


def output(folder: Path, processes: int) -> bytes:
    command = [
        sys.executable,
        "-m",
        "yunhe",
        "read",
        str(folder),
        "--format",
        "jsonl",
        "--jobs",
        str(processes),
        "--quiet",
    ]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_a_folder_reads_the_same_in_any_number_of_processes() -> None:
    folder = Path(os.environ.get("CORPUS") or ROOT / "corpus")
    assert output(folder, 1) == output(folder, 2) == output(folder, 4)
