"""An audit on a terminal: what was found, then each finding with its words, its arithmetic and what to do."""

from collections.abc import Iterator
from typing import BinaryIO

from yunhe.faces import Frame
from yunhe.faces.columns import fit, folded, width
from yunhe.review.findings import Audited, held_against
from yunhe.review.listing import Row, counts, report_name, shown
from yunhe.review.targets import SILENT, Line, by_verdict, lines, tally
from yunhe.review.words import SEVERITIES
from yunhe.types import Severity

NAME = "terminal"
SUFFIX = ""
ABOUT = "终端里看的疑点表"

_BOLD, _DIM, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLOURS: dict[Severity, str] = {"error": "\x1b[31m", "warning": "\x1b[33m", "note": "\x1b[36m"}
_SHAPES: dict[Severity, str] = {"error": "■", "warning": "▲", "note": "○"}
_INDENT = 7
_NOTES = 12  # notes shown unless all are asked for
_TARGETS = 12  # targets likewise
_TARGET_HEADS = ("结论", "指标", "目标", "结果", "说明")
_TARGET_COLUMNS = (8, 26, 22, 16)


def write(audited: Audited, out: BinaryIO, frame: Frame) -> None:
    """The page."""
    out.write(("\n".join(_page(audited, frame)) + "\n").encode("utf-8", "replace"))


def summary(audited: Audited) -> str:
    """How many findings there are, in one line."""
    found = counts(audited.open)
    said = "，".join(f"{word} {found[severity]}" for severity, word in SEVERITIES.items())
    accepted = len(audited.rows) - len(audited.open)
    return f"疑点 {len(audited.open)} 条：{said}" + (f"；另有 {accepted} 条已核" if accepted else "")


def _page(audited: Audited, frame: Frame) -> Iterator[str]:
    yield _paint(report_name(audited.case.draft), _BOLD, frame)
    yield summary(audited)
    against = held_against(audited.case)
    yield (
        f"对照 {'；'.join(against)}"
        if against
        else "没有对照的材料：只查了草稿本身（加 --against 上年报告，能查得更多）"
    )
    for held in audited.lapsed:
        yield f"已核作废：{held.key}（{held.by}，{held.on}）原句改了或疑点没有了：“{held.sentence[:30]}…”"
    rows = list(audited.rows if frame.whole else audited.open)
    kept = _kept(rows, frame)
    for row in kept:
        yield ""
        yield from _row(row, frame)
    if len(kept) < len(rows):
        yield ""
        yield _paint(f"… 还有 {len(rows) - len(kept)} 条提示；看全部加 --all，或 -o 文件.html", _DIM, frame)
    yield from _targets(lines(audited.case), frame)


def _targets(found: list[Line], frame: Frame) -> Iterator[str]:
    """What became of last year's targets and of those in tables: a short table, what was missed first."""
    if not found:
        return
    yield ""
    yield _paint(f"目标与结果（{tally(found)}）", _BOLD, frame)
    known = by_verdict(found if frame.whole else [line for line in found if line.verdict != SILENT])
    kept = known if frame.whole else known[:_TARGETS]
    for line in (_TARGET_HEADS, *((each.verdict, each.name, each.aim, each.result, each.why) for each in kept)):
        cells = (fit(word, columns) for word, columns in zip(line, _TARGET_COLUMNS, strict=False))
        yield "  ".join((" " * 4, *cells, line[-1])).rstrip()
    if len(kept) < len(found):
        yield _paint(f"… 还有 {len(found) - len(kept)} 项；看全部加 --all，或 -o 文件.xlsx、文件.html", _DIM, frame)


def _kept(rows: list[Row], frame: Frame) -> list[Row]:
    """All errors and warnings, and the first notes."""
    if frame.whole:
        return rows
    notes = [row for row in rows if row.severity == "note"][:_NOTES]
    shown_notes = {row.number for row in notes}
    return [row for row in rows if row.severity != "note" or row.number in shown_notes]


def _row(row: Row, frame: Frame) -> Iterator[str]:
    finding = row.finding
    mark = f"{_SHAPES[row.severity]} {SEVERITIES[row.severity]}"
    head = f"{fit(str(row.number), 4, right=True)}  {_paint(fit(mark, 9), _COLOURS[row.severity], frame)}"
    accepted = f"  已核：{row.accepted.by} {row.accepted.on} {row.accepted.because}" if row.accepted else ""
    yield f"{head}{row.where}  “{shown(finding.spans[0], 40)}”  {_paint(f'编号 {row.key}', _DIM, frame)}{accepted}"
    yield from _set("", finding.message, frame)
    yield from _set("算 ", finding.evidence, frame)
    yield from _set("→ ", finding.remedy, frame)
    for span in finding.spans[1:4]:
        doc = "" if span.doc == finding.spans[0].doc else f"{span.doc} "
        yield from _set("↔ ", f"{doc}“{shown(span)}”", frame)


def _set(lead: str, text: str, frame: Frame) -> Iterator[str]:
    """A text under its row, with its lead before the first line."""
    room = max(20, frame.width - _INDENT - width(lead))
    for number, line in enumerate(folded(text, room)):
        yield " " * _INDENT + (lead if number == 0 else " " * width(lead)) + line


def _paint(text: str, colour: str, frame: Frame) -> str:
    return f"{colour}{text}{_OFF}" if frame.colour else text
