"""Turns annotated tables into gold rows, and fills in the indicator that each name means.

    python tools/gold_rows.py TABLES FOLDER   every NAME.tsv with its NAME.txt → FOLDER/NAME.jsonl, FOLDER/NAME.txt
    python tools/gold_rows.py --ids           the `id` of every row of gold/ anew, after indicators.yaml has changed

The table has the columns of gold/GUIDE.md and `name place of basis`. Of these come `id` (the key of indicators.yaml
whose name or alias is exactly `name`), `base` (the scope of a growth or change), `of` (the start of the row it names).
"""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from yunhe.reading import indicators

ROOT = Path(__file__).resolve().parent.parent
SETS = ("train", "held")
GIVEN = ("name", "place", "of", "basis")
KEYS = (
    "start", "end", "quote", "value", "unit", "bound", "kind", "head", "phrase", "scope", "status", "period",
    "name", "id", "place", "base", "of", "basis",
)  # fmt: skip
STOP = re.compile("[。！？\n]+")

Row = dict[str, Any]


def id_of(name: str) -> str:
    """The keys that a name and its alternatives mean, exactly so written; empty where none is known."""
    words = indicators._vocabulary()  # the spelled-out aliases; `identify` would allow more than the exact name
    found = [words.by_alias.get(indicators._tidied(part, words.synonyms, words.canonical)) for part in name.split("|")]
    return "|".join(dict.fromkeys(id for id in found if id is not None))


def aligned(text: Path, table: Path) -> list[Row]:
    """The rows that gold/align.py makes of the table, each with the further columns of the table."""
    made = subprocess.run(
        [sys.executable, ROOT / "gold/align.py", text, table], capture_output=True, encoding="utf-8", check=True
    )
    rows = [json.loads(line) for line in made.stdout.splitlines()]
    with table.open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if len(rows) != len(cells) or " 0 bad" not in made.stderr:
        raise SystemExit(f"{table}: {made.stderr.strip()} → 按提示改表")
    return [
        row | {key: cell[key] or "" for key in ("name", "place", "of", "basis")}
        for row, cell in zip(rows, cells, strict=True)
    ]


def sentence_bounds(text: str, offset: int) -> tuple[int, int, int]:
    """Start of the sentence before, start and end of the sentence that an offset stands in."""
    starts = [0] + [stop.end() for stop in STOP.finditer(text)]
    at = max(index for index, start in enumerate(starts) if start <= offset)
    return starts[max(0, at - 1)], starts[at], starts[at + 1] if at + 1 < len(starts) else len(text)


def owners(row: Row, rows: list[Row], text: str) -> int | str | None:
    """Start of the row that `of` names; where it names alternatives, their starts with | between."""
    found = [owner(row, quote, rows, text) for quote in row["of"].split("|")]
    starts = [start for start in found if start is not None]
    return starts[0] if len(starts) == 1 else "|".join(map(str, starts)) or None


def owner(row: Row, quote: str, rows: list[Row], text: str) -> int | None:
    """Start of the nearest row with this quote: before a row, else behind it in the same sentence."""
    earliest, _, end = sentence_bounds(text, row["start"])
    same = [other["start"] for other in rows if other["quote"] == quote and other is not row]
    before = [start for start in same if earliest <= start < row["start"]]
    behind = [start for start in same if row["start"] < start < end]
    return max(before) if before else min(behind) if behind else None


def gold_rows(text_file: Path, table: Path) -> Iterator[Row]:
    """The rows of one table, complete."""
    text = text_file.read_bytes().decode()
    rows = aligned(text_file, table)
    for row in rows:
        of = owners(row, rows, text)
        if row["of"] and of is None:
            print(f"{table.name}: {row['quote']} 的 of“{row['of']}”不在本句或前句")
        changes = {"growth", "change"} & set(row["kind"].split("|"))
        found = {"id": id_of(row["name"]), "base": row["scope"] if changes else "", "of": of}
        yield {key: (row | found)[key] for key in KEYS}


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def set_files() -> list[Path]:
    """The files of rows that were made from tables."""
    return [path for name in SETS for path in sorted((ROOT / "gold" / name).glob("*.jsonl"))]


def convert(tables: Path, folder: Path) -> None:
    """Every table of a folder with its text, as gold rows in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in sorted(tables.glob("*.tsv")):
        text = table.with_suffix(".txt")
        write_rows(folder / f"{table.stem}.jsonl", gold_rows(text, table))
        (folder / text.name).write_bytes(text.read_bytes())


def refill() -> None:
    """Fill in ids anew, and say which names are no indicator."""
    without = Counter[str]()
    for path in set_files():
        rows = [row | {"id": id_of(row["name"])} for row in read_rows(path)]
        write_rows(path, rows)
        without.update(row["name"] for row in rows if row["name"] and not row["id"])
    print(f"{sum(without.values())} 行、{len(without)} 个名称不在 indicators.yaml 中：")
    print("、".join(f"{name}×{count}" for name, count in without.most_common()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--ids"]:
        refill()
    elif len(sys.argv) == 3:
        convert(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        raise SystemExit(__doc__)
