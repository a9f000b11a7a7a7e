"""核实表: every figure of the draft with what is known of it and what is doubtful, for the units to verify.

One workbook with all figures, and one docx a unit. The unit comes from the district's vocabulary or stays blank. The
workbook comes back filled in: `returned` reads the answers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from yunhe.audit.likeness import subject_of
from yunhe.audit.prose import Prose, prose_of
from yunhe.errors import UnreadableError
from yunhe.faces.wording import STATUSES, amount
from yunhe.review.findings import Audited
from yunhe.review.listing import Row, where
from yunhe.review.verified import Answer, figures
from yunhe.review.words import SEVERITIES
from yunhe.types import Case, Claim

COLUMNS = {
    "number": "序号", "where": "页/段", "sentence": "原文", "indicator": "指标", "value": "数值", "basis": "口径",
    "period": "时点", "source": "数据来源", "unit": "责任单位", "last": "去年数", "doubts": "疑点",
    "result": "核实结果", "by": "核实人", "on": "日期", "key": "编号",
}  # fmt: skip
WIDTHS = {
    "number": 6, "where": 9, "sentence": 60, "indicator": 26, "value": 16, "basis": 12, "period": 11, "source": 22,
    "unit": 16, "last": 16, "doubts": 50, "result": 18, "by": 10, "on": 12, "key": 11,
}  # fmt: skip
CHOICES = ("属实", "有误，应为", "待核")
NO_UNIT = "未定单位"
_LARGEST = 20_000
_BEFORE, _AFTER = 60, 40  # characters round a figure
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Line(NamedTuple):
    """One figure of the sheet, cells as people read them."""

    number: int
    where: str
    sentence: str
    indicator: str
    value: str
    basis: str
    period: str
    source: str
    unit: str
    last: str
    doubts: str
    result: str
    by: str
    on: str
    key: str


def lines(audited: Audited, answers: Mapping[str, Answer]) -> list[Line]:
    """Every figure of the draft in reading order, also those without a finding."""
    case = audited.case
    prose = prose_of(case.draft)
    earlier = _last_year(case)
    found = []
    for number, figure in enumerate(figures(case.draft), 1):
        claim, answer = figure.claim, answers.get(figure.key)
        doubts = "\n".join(_doubt(row) for row in audited.open if _touches(row, claim))
        answered = (answer.result, answer.by, answer.on) if answer else ("", "", "")
        about = (claim.indicator.phrase, amount(claim), claim.basis or "", _period(claim))
        known = (_source(case, claim), unit_of(case, claim), earlier.get(_identity(claim), ""))
        place = where(prose, claim.span)
        found.append(Line(number, place, _excerpt(prose, claim), *about, *known, doubts, *answered, figure.key))
    return found


def unit_of(case: Case, claim: Claim) -> str:
    """The unit that answers for a figure by the district's vocabulary, or nothing: it is never guessed."""
    units = case.vocabulary.units
    return units.get(claim.indicator_id or "", "") or units.get(claim.indicator.phrase, "")


def write(found: Sequence[Line], out: Any) -> None:
    """The workbook: answers are chosen from a list or written, and only their columns are open to writing."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "核实表"
    sheet.append(list(COLUMNS.values()))
    for line in found:
        sheet.append([_UNPRINTABLE.sub("", cell) if isinstance(cell, str) else cell for cell in line])
    letters = {key: get_column_letter(place) for place, key in enumerate(COLUMNS, 1)}
    for key, letter in letters.items():
        sheet.column_dimensions[letter].width = WIDTHS[key]
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}1"].fill = PatternFill("solid", fgColor="E6EEF0")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.data_type = "n" if isinstance(cell.value, int) else "s"  # what begins with = is no formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    chosen = DataValidation(type="list", formula1=f'"{"|".join(CHOICES)}"'.replace("|", ","), showErrorMessage=False)
    sheet.add_data_validation(chosen)
    chosen.add(f"{letters['result']}2:{letters['result']}{max(2, len(found) + 1)}")
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{letters['key']}{len(found) + 1}"
    _ready_to_print(sheet)
    book.save(out)


def returned(path: str) -> list[Answer]:
    """The answers of a workbook that came back; rows without an answer are left out."""
    rows = _rows(path)
    head = next((row for row in rows[:10] if "核实结果" in row and "编号" in row), None)
    if head is None:
        raise UnreadableError(path, "不是核实表：没有“核实结果”和“编号”两列", "用 --sheet 写出的那份表，别删这两列")
    at = {name: head.index(name) for name in head if name}
    below = rows[rows.index(head) + 1 :][:_LARGEST]
    answers = [_answer(row, at) for row in below if len(row) > max(at["核实结果"], at["编号"])]
    return [answer for answer in answers if answer.result and answer.key]


def by_unit(found: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines of every unit; those without a unit together."""
    units: dict[str, list[Line]] = {}
    for line in found:
        units.setdefault(line.unit or NO_UNIT, []).append(line)
    return units


def unit_path(sheet: Path, unit: str) -> Path:
    """Where the docx of a unit stands: 核实表.xlsx → 核实表.区财政局.docx."""
    kept = "".join(char for char in unit if char not in '/\\:*?"<>|')
    return sheet.with_name(f"{sheet.stem}.{kept}.docx")


def _ready_to_print(sheet: Any) -> None:
    """A4 across, all columns on one page, the head on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _answer(row: Sequence[str], at: Mapping[str, int]) -> Answer:
    def cell(name: str) -> str:
        place = at.get(name, -1)
        return row[place] if 0 <= place < len(row) else ""

    day = cell("日期").split(" ")[0]
    return Answer(cell("编号"), cell("数值"), cell("原文"), cell("核实结果"), cell("核实人"), day)


def _last_year(case: Case) -> dict[tuple[str, ...], str]:
    """Figures of last year's report by what they are, one year on."""
    if case.last is None or case.year is None:
        return {}
    found: dict[tuple[str, ...], str] = {}
    for claim in case.last.claims:
        if claim.status != "target" and claim.period == str(case.year - 1) and subject_of(claim):
            found.setdefault((subject_of(claim), claim.kind, claim.unit, str(case.year)), amount(claim))
    return found


def _identity(claim: Claim) -> tuple[str, ...]:
    return (subject_of(claim), claim.kind, claim.unit, claim.period)


def _period(claim: Claim) -> str:
    return claim.period if claim.status == "actual" else f"{claim.period} {STATUSES[claim.status]}"


def _source(case: Case, claim: Claim) -> str:
    """The statistic that states the same figure, where one was given."""
    if claim.indicator_id is None:
        return ""
    same = (
        s.span.doc
        for s in case.statistics
        if (s.indicator.id, s.kind, s.period) == (claim.indicator_id, claim.kind, claim.period)
    )
    return next(same, "")


def _excerpt(prose: Prose, claim: Claim) -> str:
    """The words round a figure, the figure marked."""
    before, after = prose.before(claim), prose.after(claim)
    head = before if len(before) <= _BEFORE else "…" + before[-_BEFORE:]
    tail = after if len(after) <= _AFTER else after[:_AFTER] + "…"
    return "".join(f"{head}【{claim.quote}】{tail}".split())


def _touches(row: Row, claim: Claim) -> bool:
    return any(
        span.doc == claim.span.doc and span.start < claim.end and claim.start < span.end for span in row.finding.spans
    )


def _doubt(row: Row) -> str:
    evidence = f"（{row.finding.evidence}）" if row.finding.evidence else ""
    return f"【{SEVERITIES[row.severity]}】{row.finding.message}{evidence}"


def _rows(path: str) -> list[list[str]]:
    """The cells of the first sheet as text."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        return [["" if c is None else str(c).strip() for c in row] for row in sheet.iter_rows(values_only=True)]
    except FileNotFoundError:
        raise UnreadableError(path, "没有这个文件", "检查路径") from None
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError) as error:
        raise UnreadableError(path, f"不是完好的 xlsx（{error}）", "用 Excel 打开后另存为 xlsx") from error
