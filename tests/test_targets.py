"""Tables of tasks as offices keep them: merged heads in a workbook, tables in a docx, the seed's quarterly table."""

from pathlib import Path

import pytest
from docx_tables import write_table
from openpyxl import Workbook

from yunhe.audit.case import Given, case_of_files
from yunhe.audit.outcomes import Outcome, outcomes

ROOT = Path(__file__).parent.parent
SEED = ROOT / "districts/gongshu/reports/2025.txt"
QUARTERLY = ROOT / "districts/gongshu/reports/partial/拱墅区报告任务完成-2024Q2.partial.txt"
HEADS = ("序号", "目标任务", "具体内容", "牵头单位")
EXPECTED = {
    ("地区生产总值", "增长5.5%"): "未达到",
    ("研发经费投入强度", "1.2%"): "未达到",
    ("新增高新技术企业数", "84家"): "超过",
    ("新增科技型中小企业数", "186家以上"): "未再提及",
    ("一般公共预算收入", "一般公共预算收入增长与经济增长同步"): "不可比",
}


def told(path: Path) -> dict[tuple[str, str], Outcome]:
    case, problems = case_of_files(Given(str(SEED), targets=[str(path)]))
    assert problems == []
    return {(outcome.name, outcome.aim): outcome for outcome in outcomes(case)}


def tasks() -> list[tuple[str, str]]:
    """What the quarterly table says is to be done, each with the unit that does it."""
    lines = [line for line in QUARTERLY.read_text(encoding="utf-8").split("\n") if line]
    wanted = ("地区生产总值增长", "一般公共预算收入增长", "全年R&D", "深化与浙江大学")
    return [(line, lines[at + 1]) for at, line in enumerate(lines) if line.startswith(wanted)]


def assert_all_told(found: dict[tuple[str, str], Outcome]) -> None:
    assert {key: found[key].verdict for key in EXPECTED if key in found} == EXPECTED


def test_the_quarterly_table_as_text():
    assert_all_told(told(QUARTERLY))


def test_a_workbook_whose_first_column_is_merged(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["2024年拱墅区政府工作报告重点工作责任分解表"])
    sheet.append(HEADS)
    for number, (task, unit) in enumerate(tasks(), 1):
        sheet.append([number, "（一）推动经济平稳增长" if number == 1 else None, task, unit])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells(f"B3:B{sheet.max_row}")
    book.save(tmp_path / "责任分解.xlsx")
    assert_all_told(told(tmp_path / "责任分解.xlsx"))


def test_a_docx_whose_tasks_stand_in_a_table_with_merged_cells(tmp_path):
    rows = [(str(number), "（一）推动经济平稳增长", *task) for number, task in enumerate(tasks(), 1)]
    write_table(tmp_path / "责任分解.docx", "2024年拱墅区政府工作报告重点工作责任分解表", [HEADS, *rows], merged=1)
    assert_all_told(told(tmp_path / "责任分解.docx"))


@pytest.mark.parametrize("sub", [("总量", "增速（%）"), ("绝对数", "同比增长")])
def test_a_workbook_whose_heads_are_merged_over_two_rows(tmp_path, sub):
    book = Workbook()
    sheet = book.active
    sheet.append(["2024年主要经济指标计划"])
    sheet.append(["序号", "类别", "指标名称", "计量单位", "2024年目标", None, "责任单位"])
    sheet.append([None, None, None, None, *sub])
    sheet.append([1, "经济", "地区生产总值", "亿元", None, 5.5, "发改局"])
    sheet.append([2, None, "一般公共预算收入", "亿元", 180, 3, "财政局"])
    sheet.append([3, "科技", "R&D经费投入强度", "%", 1.2, None, "科技局"])
    for merged in ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3", "B4:B5"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "目标.xlsx")
    assert {key: outcome.verdict for key, outcome in told(tmp_path / "目标.xlsx").items()} == {
        ("地区生产总值", "增长5.5%"): "未达到",
        ("一般公共预算收入", "180亿元"): "未达到",
        ("一般公共预算收入", "增长3%"): "不可比",
        ("研发经费投入强度", "1.2%"): "未达到",
    }
