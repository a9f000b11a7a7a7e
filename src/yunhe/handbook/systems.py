"""The page of systems: each row that the report names, its sentence, the definitions behind it, and its state."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yunhe.handbook import paper
from yunhe.systems import KINDS, STATES, SystemRow

HEAD = ("编号", "名称", "种类", "状态", "定义", "报告原句")
INTRODUCTION = "报告点到的每一项：今天什么状态、由哪些定义承担、报告怎么说的。同一张表在终端里是 `yunhe systems`。"


def page(rows: list[SystemRow], district: Path, folder: Path) -> Iterator[str]:
    """The lines of the page."""
    yield from paper.opening("Systems 系统", district, INTRODUCTION)
    counts = Counter(row.state for row in rows)
    yield f"共 {len(rows)} 项：" + "，".join(f"{state} {counts[state]}" for state in STATES if counts[state]) + "。"
    yield ""
    yield from paper.table(HEAD, (_row(row, folder) for row in rows))


def _row(row: SystemRow, folder: Path) -> tuple[str, ...]:
    homes = "、".join(paper.link(home.path, folder) for home in row.homes) or "—"
    kinds = "、".join(KINDS[kind] for kind in row.kinds)
    return (row.id, paper.cell(row.name), kinds, row.state, homes, paper.cell("".join(row.says.quote.split())))
