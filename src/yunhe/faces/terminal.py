"""A terminal page: what the report is, what was read in it, and a table of its figures, growth beside the level."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from yunhe.faces import Frame
from yunhe.faces.columns import cut, fit, width, wrapped
from yunhe.faces.wording import KINDS, LEVELS, STATUSES, amount, beside
from yunhe.types import Claim, Reading

NAME = "terminal"
SUFFIX = ""
ABOUT = "终端里看的摘要和表"

_LIMIT = 40  # rows of a table unless all are asked for
_BOLD, _DIM, _CANAL, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"
_HEADS = ("序号", "指标", "数值", "类型", "增长/排名", "期间", "状态", "位置")
_RIGHT = frozenset({0, 2, 7})


def part(reading: Reading, frame: Frame) -> bytes:
    """The page of one document, or its line among many."""
    lines = _line(reading, frame) if frame.many and not frame.whole else _page(reading, frame)
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def write(parts: Iterable[bytes], out: BinaryIO, frame: Frame) -> None:
    """The pages one after the other."""
    for page in parts:
        out.write(page)
        out.flush()


def _line(reading: Reading, frame: Frame) -> Iterator[str]:
    outline = reading.outline
    about = (outline.area or "地区不明", str(outline.year or "年度不明"))
    counts = (f"{len(reading.claims)} 条表述", f"未读 {len(reading.unread)}")
    yield "  ".join((fit(reading.document.name, max(20, frame.width - 48)), *about, *counts))


def _page(reading: Reading, frame: Frame) -> Iterator[str]:
    yield from _summary(reading, frame)
    yield ""
    rows = _rows(reading.claims)
    shown = rows if frame.whole else rows[:_LIMIT]
    yield from _table(shown, frame)
    if len(shown) < len(rows):
        yield _paint(f"… 还有 {len(rows) - len(shown)} 行；看全部加 --all，看原文版式用 -o 文件.html", _DIM, frame)


def _summary(reading: Reading, frame: Frame) -> Iterator[str]:
    outline = reading.outline
    yield _paint(outline.title or reading.document.name, _BOLD, frame)
    level = f"（{LEVELS[outline.level]}）" if outline.level else ""
    about = [f"{outline.area or '地区不明'}{level}", outline.organ, outline.session, outline.speaker, outline.date]
    about.append(f"报告年度 {outline.year}" if outline.year else "报告年度不明")
    yield from wrapped([said for said in about if said], frame.width)
    yield from wrapped(_counts(reading), frame.width, "  ")
    for note in (*reading.document.notes, *(["文字在句中断了，可能不全"] if outline.truncated else [])):
        yield f"注意：{note}"


def _counts(reading: Reading) -> list[str]:
    kinds, statuses = Counter(c.kind for c in reading.claims), Counter(c.status for c in reading.claims)
    said = [f"表述 {len(reading.claims)} 条："]
    said += [f"{word} {kinds[kind]}" for kind, word in KINDS.items() if kinds[kind]]
    said += ["／"] + [f"{word} {statuses[status]}" for status, word in STATUSES.items() if statuses[status]]
    numerals = len(reading.claims) + len(reading.others)
    share = 100 * len(reading.unread) / numerals if numerals else 0
    return [*said, "／", f"其他数字 {len(reading.others)}", f"未读 {len(reading.unread)}（{share:.1f}%）"]


def _rows(claims: tuple[Claim, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Section and cells of every row: a growth or rank stands beside its level when the level has a row."""
    levels = {claim.start for claim in claims if claim.kind == "level"}
    beside_level: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.of in levels and claim.of != claim.start:
            beside_level.setdefault(claim.of, []).append(claim)
    rows = [claim for claim in claims if claim.of not in levels or claim.of == claim.start]
    cells = (_cells(number, claim, beside_level.get(claim.start, [])) for number, claim in enumerate(rows, 1))
    return list(zip((claim.section for claim in rows), cells, strict=True))


def _cells(number: int, claim: Claim, more: list[Claim]) -> tuple[str, ...]:
    said = "，".join(beside(other) for other in more)
    if claim.scope and claim.kind != "threshold":
        said = claim.scope if claim.kind in ("rank", "streak") else f"较{claim.scope}"
    name = claim.indicator.phrase or "（没有写明）"
    status = STATUSES[claim.status]
    return str(number), name, amount(claim), KINDS[claim.kind], said, claim.period, status, str(claim.start)


def _table(rows: list[tuple[str, tuple[str, ...]]], frame: Frame) -> Iterator[str]:
    """The rows in columns as wide as the terminal allows, under the heading of their section."""
    widths = _widths([cells for _, cells in rows], frame.width)
    yield _paint(_set(_HEADS, widths), _DIM, frame)
    last = ""
    for section, cells in rows:
        if section != last and section:
            yield _paint(cut(f"— {section}", frame.width), _CANAL, frame)
        last = section
        yield _set(cells, widths)


def _set(cells: tuple[str, ...], widths: list[int]) -> str:
    columns = enumerate(zip(cells, widths, strict=True))
    return "  ".join(fit(cell, wide, right=i in _RIGHT) for i, (cell, wide) in columns if wide).rstrip()


def _widths(rows: list[tuple[str, ...]], room: int) -> list[int]:
    """As wide as the cells need; the name gives way, and on a narrow terminal place, period, status and kind go."""
    widths = [max(map(width, column)) for column in zip(_HEADS, *rows, strict=True)]
    widths[4] = min(widths[4], 28)
    widths[2] = min(widths[2], 24)
    for dropped in (None, 7, 5, 6, 3):
        if dropped is not None:
            widths[dropped] = 0
        spare = room - sum(w + 2 for i, w in enumerate(widths) if w and i != 1)
        if spare >= 16:
            break
    widths[1] = max(8, min(widths[1], spare))
    return widths


def _paint(text: str, colour: str, frame: Frame) -> str:
    return f"{colour}{text}{_OFF}" if frame.colour else text
