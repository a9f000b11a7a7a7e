"""Responsibility tables in the district's own columns: xlsx and docx, merged cells, headings, tracked deletions."""

import io
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.docx_tables import write_table
from yunhe.errors import UnreadableError
from yunhe.registers.layout import Layout, layouts_of
from yunhe.registers.sheets import sheets_of
from yunhe.registers.table import Imported, import_table

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
LAYOUTS = layouts_of(GONGSHU)
HEAD = ("序号", "项目名称", "主要工作内容", "牵头单位", "完成进度")
ROWS = (
    ("1", "主要经济指标", "地区生产总值增长5.5%。", "区发改经信局", "/"),
    ("2", "主要经济指标", "一般公共预算收入增长与经济增长同步。", "区财政局", "52%"),
    ("3", "主要经济指标", "有效投资完成市下达目标任务。", "区发改经信局", "53.6%"),
)


def real_rows(year: str, width: int) -> list[list[str]]:
    """The rows of a quarterly table that the district published, a cell a line, as they stand in the shipped text.

    Merged cells of 项目名称 are gone from such a text: what is left of a row is told by its number and its end.
    """
    path = next((GONGSHU / "reports/partial").glob(f"*{year}*"))
    cells = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows: list[list[str]] = []
    for cell in cells[cells.index("完成进度") + 1 :]:
        if cell == str(len(rows) + 1) and (not rows or len(rows[-1]) >= width - 1):
            rows.append([])
        if rows:
            rows[-1].append(cell)
    return rows


def as_xlsx(rows: Sequence[Sequence[str]], *merged: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def taken(found: Imported) -> list[dict[str, object]]:
    assert found.is_whole, list(found.lines())
    return [{name: value for name, value in one.entry.values.items() if value is not None} for one in found.taken]


def layout(name: str) -> Layout:
    return LAYOUTS[name]


def test_the_real_table_of_a_quarter_comes_in_whole() -> None:
    rows = real_rows("2024Q2", len(HEAD))
    name, filled = "", []
    for row in rows:
        name = row[1] if len(row) == len(HEAD) else name
        filled.append([row[0], name, *row[-3:]])
    found = taken(import_table(as_xlsx([HEAD, *filled]), "2024Q2.xlsx", layout("tasks_2024")))
    assert len(found) == len(rows) == 11
    assert found[2]["完成进度"] == "53.6"
    assert "完成进度" not in found[0]
    assert {entry["牵头单位"] for entry in found} >= {"区发改经信局", "区财政局", "区科技局"}


def test_a_table_in_a_docx_reads_like_the_same_in_a_workbook(tmp_path: Path) -> None:
    write_table(tmp_path / "表.docx", "2024年任务", [HEAD, *ROWS], merged=1)
    word = import_table((tmp_path / "表.docx").read_bytes(), "表.docx", layout("tasks_2024"))
    book = import_table(as_xlsx([HEAD, *ROWS], "B2:B4"), "表.xlsx", layout("tasks_2024"))
    assert taken(word) == taken(book)
    assert taken(word)[2]["项目名称"] == "主要经济指标"


def test_a_merged_cell_of_another_field_is_still_refused() -> None:
    found = import_table(as_xlsx([HEAD, *ROWS], "C2:C3"), "表.xlsx", layout("tasks_2024"))
    assert [str(fault) for row in found.refused for fault in row.faults] == [
        "C列“主要工作内容”：是合并单元格的一部分（第2至3行） → 取消合并，逐行填写"
    ]


def test_a_heading_names_the_leader_of_the_rows_below_it() -> None:
    rows = [
        ("序号", "主要工作内容", "责任单位"),
        ("一、甲区长牵头工作", "", ""),
        ("1", "例任务一。", "区科技局"),
        ("二、乙副区长牵头工作", "", ""),
        ("2", "例任务二。", "区财政局、区科技局"),
    ]
    found = taken(import_table(as_xlsx(rows, "A2:C2", "A4:C4"), "分解.xlsx", layout("tasks_by_leader")))
    assert [entry["牵头领导"] for entry in found] == ["一、甲区长牵头工作", "二、乙副区长牵头工作"]


def docx(body: str) -> bytes:
    out = io.BytesIO()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def cell(words: str, *, span: int = 1, deleted: str = "") -> str:
    gone = f"<w:del><w:r><w:t>{deleted}</w:t></w:r></w:del>" if deleted else ""
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
        f"<w:p>{gone}<w:ins><w:r><w:t>{escape(words)}</w:t></w:r></w:ins></w:p></w:tc>"
    )


def test_deleted_words_do_not_count_and_spans_keep_the_columns() -> None:
    row = f"<w:tr>{cell('合', span=2)}{cell('53%', deleted='50%')}</w:tr>"
    sheet = sheets_of(docx(f"<w:tbl>{row}</w:tbl>"), "x.docx")[0]
    assert sheet.rows[0].cells == ("合", None, "53%")
    assert sheet.merged[0].right == 2


def test_a_docx_without_tables_is_refused() -> None:
    with pytest.raises(UnreadableError, match="没有表格"):
        sheets_of(docx("<w:p/>"), "x.docx")


@given(st.binary(max_size=300))
def test_any_damage_to_a_docx_is_refused_in_one_line(damage: bytes) -> None:
    whole = docx(f"<w:tbl><w:tr>{cell('甲')}</w:tr></w:tbl>")
    at = len(damage) % len(whole)
    said = ""
    try:
        sheets_of(whole[:at] + damage + whole[at + len(damage) :], "x.docx")
    except UnreadableError as error:
        said = str(error)
    assert "\n" not in said
