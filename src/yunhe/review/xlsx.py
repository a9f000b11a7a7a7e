"""The findings of an audit as a workbook."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from yunhe.faces import Frame
from yunhe.faces.xlsx import Sheet
from yunhe.review import targets
from yunhe.review.findings import Audited, held_against
from yunhe.review.listing import Row, shown, title_of
from yunhe.review.terminal import summary
from yunhe.review.words import SEVERITIES

NAME = "xlsx"
SUFFIX = ".xlsx"
ABOUT = "Excel 工作簿：疑点、目标结果、说明"

COLUMNS = {
    "number": "序号", "severity": "级别", "where": "页/段", "quote": "原文", "message": "疑点", "evidence": "算式",
    "remedy": "建议", "others": "对照", "sentence": "原句", "section": "章节", "check": "检查", "key": "编号",
    "accepted": "已核",
}  # fmt: skip
_WIDTHS = {
    "number": 6, "severity": 8, "where": 9, "quote": 26, "message": 44, "evidence": 44, "remedy": 32, "others": 36,
    "sentence": 60, "section": 30, "check": 24, "accepted": 24,
}  # fmt: skip

_TARGET_WIDTHS = {"name": 34, "aim": 26, "result": 20, "why": 34, "aim_at": 40, "result_at": 12}


def write(audited: Audited, out: BinaryIO, frame: Frame) -> None:
    """A sheet of findings, one of targets and what became of them, and one that says what was held against what."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    findings = Sheet(book, "疑点", COLUMNS, _WIDTHS)
    for row in audited.rows if frame.whole else audited.open:
        findings.append(_cells(row))
    findings.close()
    _append_targets(book, targets.lines(audited.case))
    about = Sheet(book, "说明", {"about": "审核的对象和材料"}, {"about": 80})
    for line in (audited.case.draft.document.name, summary(audited), *held_against(audited.case), *audited.problems):
        about.append([line])
    about.close()
    book.save(out)


def _append_targets(book: Any, lines: Sequence[targets.Line]) -> None:
    if not lines:
        return
    sheet = Sheet(book, "目标结果", targets.COLUMNS, _TARGET_WIDTHS)
    for line in lines:
        sheet.append(list(line)[: len(targets.COLUMNS)])
    sheet.close()


def _cells(row: Row) -> list[Any]:
    finding = row.finding
    here = finding.spans[0].doc
    others = "\n".join(("" if s.doc == here else f"{s.doc} ") + f"“{shown(s)}”" for s in finding.spans[1:])
    accepted = f"{row.accepted.by} {row.accepted.on} {row.accepted.because}" if row.accepted else ""
    what = (shown(finding.spans[0]), finding.message, finding.evidence, finding.remedy, others, row.sentence)
    return [
        row.number,
        SEVERITIES[row.severity],
        row.where,
        *what,
        row.section,
        title_of(finding.check),
        row.key,
        accepted,
    ]
