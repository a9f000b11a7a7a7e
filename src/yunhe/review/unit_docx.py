"""核实表 of one unit as a docx: A4 across, one row a figure, room to write the answer."""

import re
from collections.abc import Sequence
from typing import Any, BinaryIO

from yunhe.review.sheet import Line

_HEADS = ("序号", "页/段", "原文", "指标", "数值", "时点", "去年数", "疑点", "核实结果", "核实人", "日期", "编号")
_WIDTHS = (10, 14, 62, 28, 22, 16, 20, 42, 24, 14, 18, 20)  # millimetres; the inner width of the page is 257, scaled
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT = "仿宋_GB2312"


def write(unit: str, title: str, found: Sequence[Line], out: BinaryIO) -> None:
    """The document of a unit; `title` is that of the report."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(18)
    style: Any = document.styles["Normal"]
    style.font.size = Pt(10)
    _set_font(style.element)
    heading = document.add_paragraph()
    run = heading.add_run(_clean(f"{title}数据核实表"))
    run.bold, run.font.size = True, Pt(16)
    document.add_paragraph(
        _clean(f"责任单位：{unit}　　共 {len(found)} 个数字。请逐项填写核实结果（属实；有误，应为…；待核）。")
    )
    _table(document, found)
    document.save(out)


def _table(document: Any, found: Sequence[Line]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(_HEADS))
    table.style, table.autofit = "Table Grid", False
    scale = 257 / sum(_WIDTHS)
    _fill(table.rows[0].cells, _HEADS)
    _repeat(table.rows[0])
    for line in found:
        _fill(table.add_row().cells, _cells(line))
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width * scale)
        for cell in column.cells:
            cell.width = Mm(width * scale)


def _cells(line: Line) -> tuple[str, ...]:
    known = (str(line.number), line.where, line.sentence, line.indicator, line.value, line.period, line.last)
    return (*known, line.doubts, line.result, line.by, line.on, line.key)


def _fill(cells: Sequence[Any], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = _clean(text)


def _repeat(row: Any) -> None:
    """The head stands on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_font(style: Any) -> None:
    from docx.oxml.ns import qn

    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _FONT)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
