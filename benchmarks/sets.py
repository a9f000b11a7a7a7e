"""The annotated sets and the shipped reports: which files they are, and what the reader makes of them."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from yunhe.faces.records import record
from yunhe.reading.reader import read_text
from yunhe.types import Reading

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"gold": "gold", "train": "gold/train", "held": "gold/held"}
TITLES = {"gold": "四份整篇标注", "train": "练习集", "held": "留出集"}

Row = dict[str, Any]


class Annotated(NamedTuple):
    """One annotated text, its gold rows, its reading, and the claims of that as the contract writes them."""

    name: str
    text: str
    gold: list[Row]
    reading: Reading
    claims: list[Row]


def annotated(which: str) -> Iterator[Annotated]:
    """Every text of one set, read."""
    for path in sorted((ROOT / FOLDERS[which]).glob("*.jsonl")):
        text = path.with_suffix(".txt").read_bytes().decode()
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        reading = read_text(text, path.stem)
        yield Annotated(path.stem, text, gold, reading, [record(claim, path.stem) for claim in reading.claims])


@cache
def loaded(which: str) -> tuple[Annotated, ...]:
    """The texts of one set, read once."""
    return tuple(annotated(which))


def shipped_texts() -> list[Path]:
    """Every whole report that ships as txt."""
    return [*sorted((ROOT / "corpus").rglob("*.txt")), ROOT / "districts/gongshu/reports/2025.txt"]


def shipped_readings() -> Iterable[Reading]:
    """The shipped reports, one after the other."""
    return (read_text(path.read_bytes().decode(), path.stem) for path in shipped_texts())
