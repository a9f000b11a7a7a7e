"""Pieces of a page in Markdown: tables, links to definitions, the line that says what a page was made from."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from yunhe.mechanisms.mechanism import Mechanism


def opening(title: str, district: Path, said: str) -> Iterator[str]:
    """Title, where the page comes from, and what it shows."""
    yield f"# {title}"
    yield ""
    yield f"由 `yunhe handbook --district {named(district)}` 从定义生成，不手改；测试核对它与定义一致。{said}"
    yield ""


def named(district: Path) -> str:
    """The folder of a district as it is called from the project's folder, wherever we stand."""
    whole = district.resolve()
    return f"{whole.parent.name}/{whole.name}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table of cells that are ready to stand in one."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def cell(written: str) -> str:
    """A text as it may stand in a cell or a line."""
    for mark in "\\*_<>[]`|":
        written = written.replace(mark, "\\" + mark)
    return " ".join(written.split())


def link(path: Path, folder: Path) -> str:
    """A definition by its name, leading to its file from the folder in which the page lies."""
    way = Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    return f"[{cell(path.stem)}]({way})"


def about(mechanism: Mechanism) -> str:
    """What a mechanism is, in the words at the head of its file."""
    first = Path(mechanism.path).read_text(encoding="utf-8").split("\n", 1)[0]
    return cell(first.removeprefix("# ")) if first.startswith("# ") else cell(mechanism.name)
