"""Statistics from communiqués and from tables of any layout; what is wrong with a file, in one line."""

import datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from yunhe.audit.case import Given, case_of_files
from yunhe.audit.statistics import statistics_of, statistics_text
from yunhe.audit.tables import table_document
from yunhe.errors import UnreadableError


def said(text, name="江州市主要指标-2024"):
    return [(s.indicator.id, s.kind, s.quantity.value, s.quantity.unit, s.period) for s in statistics_text(text, name)]


GDP = ("gdp", "level", 220630000000, "元", "2024")


@pytest.mark.parametrize(
    "table",
    [
        "指标\t期间\t数值\t单位\n地区生产总值\t2024年\t2,206.3\t亿元\n",
        "Unit\tYear\tIndicator\tValue\n亿元\t2024\t地区生产总值\t2206.3\n",
        "指标\t期间\t数值（亿元）\n#地区生产总值\t2024\t2206.3\n",
        "2024年主要指标\n单位：亿元\n指标名称\t绝对数\n一、地区生产总值\t2206.3\n",
        "指标\t2023年\t2024年\n地区生产总值（亿元）\t-\t2206.3\n",
        "地区\t指标\t年份\t数据\n\t地区生产总值\t2024\t2206.3亿元\n",
    ],
)
def test_it_reads_a_table_in_any_layout(table):
    assert said(table) == [GDP]


def test_a_growth_column_falls_with_its_sign():
    table = "指标\t绝对数（亿元）\t比上年增长（%）\n一般公共预算收入\t179.1\t-0.5\n"
    assert said(table)[1][1:4] == ("growth", Decimal("-0.5"), "%")


def test_a_name_that_begins_with_a_numeral_keeps_it():
    table = "指标\t期间\t数值\t单位\n{}一般公共预算收入\t2024\t179.1\t亿元\n"
    for numbering in ("", "一、", "（二）", "3.", "其中：", "# ", "1 "):
        assert said(table.format(numbering)) == [("general_public_budget_revenue", "level", 17910000000, "元", "2024")]


def test_a_column_of_kinds_tells_growth_from_levels():
    table = "指标\t类型\t期间\t数值\t单位\n地区生产总值\t总量\t2024\t2206.3\t亿元\n地区生产总值\t增速\t2024\t-4\t%\n"
    assert said(table) == [GDP, ("gdp", "growth", -4, "%", "2024")]


@pytest.mark.parametrize("period", ["2024-03", "2024-H1", "2024-Q1", "2021-2025"])
def test_a_period_of_the_contract_stays_what_it_is(period):
    assert said(f"指标\t期间\t数值\t单位\n地区生产总值\t{period}\t1\t亿元\n")[0][4] == period


def test_every_figure_keeps_the_span_of_its_cell():
    (statistic,) = statistics_text("指标\t期间\t数值\t单位\n地区生产总值\t2024\t2,206.3\t亿元\n", "表")
    assert statistic.span.quote == "2,206.3"
    assert statistic.span.stands_in(statistic.span.text)


def test_it_tells_preliminary_from_final():
    table = (
        "指标\t期间\t数值\t单位\t状态\n"
        "地区生产总值\t2024\t2206.3\t亿元\t初步核算\n地区生产总值\t2023\t2081\t亿元\t最终核实\n"
    )
    assert [statistic.is_final for statistic in statistics_text(table, "表")] == [False, True]
    (told,) = statistics_text("2024年江州市统计公报\n初步核算，全年地区生产总值2206.3亿元。", "公报")
    assert (told.is_final, told.period) == (False, "2024")


def test_a_communique_speaks_of_the_year_in_its_title():
    found = statistics_text(
        "2024年江州市国民经济和社会发展统计公报\n年末常住人口118.2万人。", "江州市统计公报-2024.txt"
    )
    assert [statistic.period for statistic in found] == ["2024"]


def test_a_workbook_shows_shares_and_dates_as_they_are_seen(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["指标", "期间", "数值", "单位"])
    sheet.append(["全社会研发投入强度", datetime.date(2024, 12, 31), 0.0114, ""])
    sheet.cell(2, 3).number_format = "0.00%"
    path = tmp_path / "表.xlsx"
    book.save(path)
    (statistic,) = statistics_of(table_document(str(path)))
    assert (statistic.indicator.id, str(statistic.quantity.value), statistic.period) == ("rd_intensity", "1.14", "2024")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("坏.xlsx", b"PK\x03\x04", "不是完好的 xlsx"),
        ("空.csv", b"", "文件是空的"),
        ("无头.csv", "甲,乙\n1,2\n".encode(), "看不出哪一列是指标"),
        ("密.csv", "机密★10年\n指标,期间,数值,单位\n".encode(), "密级"),
    ],
)
def test_what_is_wrong_with_a_table_is_one_line_and_the_rest_still_runs(tmp_path, name, content, problem):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "江州市-2025.txt").write_text("一、2024年工作回顾\n地区生产总值2206.3亿元。", encoding="utf-8")
    case, problems = case_of_files(Given(str(tmp_path / "江州市-2025.txt"), statistics=[str(tmp_path / name)]))
    assert case.draft.claims
    assert case.statistics == ()
    assert [problem in line and "\n" not in line and " → " in line for line in problems] == [True]


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(UnreadableError, match="没有这个文件"):
        table_document(str(tmp_path / "没有.csv"))
