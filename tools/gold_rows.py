"""Turns annotated tables into gold rows, and fills in the indicator that each name means.

    python tools/gold_rows.py TABLES FOLDER   every NAME.tsv with its NAME.txt → FOLDER/NAME.jsonl, FOLDER/NAME.txt
    python tools/gold_rows.py --ids           the `id` of every row of gold/ anew, after indicators.yaml has changed

The table has the columns of gold/GUIDE.md and `name place of basis`. Of these come `id` (the key of indicators.yaml
whose name or alias is exactly `name`, an ending such as 数 or 面积 aside), `base` (the scope of a growth or change),
`of` (the start of the row it names). Where annotators differ on what to call a thing, `id` holds both: see DISPUTED.
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
COUNTED = re.compile("(?:个数|家数|户数|人数|件数|套数|起数|座数|列数|次数|总数|数量|数|面积|里程|规模|金额|额|量)$")
# What the annotator called it, a word that the phrase then has, and what it is as well: decided in gold/README.md.
DISPUTED = (
    ("fixed_asset_investment", "全社会", "whole_society_investment"),
    ("whole_society_investment", "固定资产投资", "fixed_asset_investment"),
    ("fiscal_total_revenue", "财政收入", "fiscal_revenue"),
    ("industrial_output_above_scale", "工业总产值", "industrial_output"),
    ("hightech_share", "高新技术产业增加值", "hightech_value_added_share"),
    ("resident_disposable_income", "城乡", "urban_and_rural_income"),
    ("rural_net_income", "和", "urban_and_rural_income"),
    ("garbage_rate", "农村", "rural_garbage_rate"),
)
# Flows whose key is not new_ and the key of the stock.
NEW = {
    "industrial_enterprises_above_scale": "new_industrial_enterprises",
    "service_enterprises_above_scale": "new_service_enterprises",
    "high_skilled_workers": "new_high_skilled",
    "expressway_length": "new_expressway",
    "railway_length": "new_railway",
    "metro_length": "new_metro",
    "installed_capacity": "new_power_capacity",
    "hospital_beds": "new_medical_beds",
    "elderly_beds": "new_elderly_beds",
}
FLOWS = re.compile("新增|净增|新建|新设|新登记|新注册|新认定|新培育|新入库|新开通|新批")

Row = dict[str, Any]


def id_of(name: str, phrase: str = "") -> str:
    """The keys that a name and its alternatives mean; empty where none is known."""
    found = [key for part in name.split("|") if (key := key_of(part)) is not None]
    return "|".join(dict.fromkeys([*found, *also(found, phrase)]))


def key_of(name: str) -> str | None:
    """The key of exactly this name or alias; `identify` would allow more."""
    words = indicators._vocabulary()
    for written in (name, COUNTED.sub("", name)):
        key = words.by_alias.get(indicators._tidied(written, words.synonyms, words.canonical))
        if key is not None:
            return key
    return None


def also(found: list[str], phrase: str) -> Iterator[str]:
    """What the phrase may as well be called: DISPUTED, the flow of a stock, what several parts are together."""
    yield from (other for key, word, other in DISPUTED if key in found and word in phrase)
    known = indicators.all_indicators()
    if FLOWS.search(phrase):
        yield from (f"new_{key}" for key in found if f"new_{key}" in known)
        yield from (flow for key in found if (flow := NEW.get(key)) is not None)
    if len(found) > 1:
        yield from (key for key, indicator in known.items() if set(found) == set(indicator.parts))


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
            print(f"{table.name}: {row['quote']} 的 of“{row['of']}”不在本句或前句", file=sys.stderr)
        changes = {"growth", "change"} & set(row["kind"].split("|"))
        found = {"id": id_of(row["name"], row["phrase"]), "base": row["scope"] if changes else "", "of": of}
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
    """Fill in ids anew, and say which names are no indicator; of the held-back set nothing is shown."""
    without = Counter[str]()
    for path in set_files():
        rows = [row | {"id": id_of(row["name"], row["phrase"])} for row in read_rows(path)]
        write_rows(path, rows)
        if path.parent.name == "train":
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
