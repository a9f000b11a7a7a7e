"""Imports: real csv and xlsx files, every row taken, refused with its reasons or left out by name."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from yunhe.definitions import strict
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.registers import sheets
from yunhe.registers.examples import layout_failures
from yunhe.registers.layout import Layout, layout_of, layouts_of, own_layout
from yunhe.registers.register import Register, register_of, registers_of
from yunhe.registers.table import Imported, import_table

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
SHOPS = register_of(
    strict.parse(
        """
register: 店铺
key: 编号
owner: 区商务局
basis: 示例口径
retention: {years: 5, after: 关店, basis: 示例口径}
fields:
  编号: {type: text, needed: true}
  名称: {type: text, needed: true}
  开店: date
  关店: date
  投资: {type: money, least: 0}
  面积: {type: decimal, unit: 平方米}
  占比: {type: decimal, unit: '%'}
  状态: {type: choice, choices: [营业, 关闭]}
  店主: {type: person, class: 个人}
rules:
  关店: {not_before: 开店}
examples: {好: {entry: {编号: A1, 名称: 例店}}, 坏: {entry: {}, refused: {编号: 没有填, 名称: 没有填}}}
"""
    )
)
WRITTEN = """
import: 店铺月报
register: 店铺
columns: {编号: 编号, 店名: 名称, 开店日期: 开店, 投资: 投资, 面积: 面积, 占比: 占比, 店主: 店主}
ignored: [序号]
constants: {状态: 营业}
examples: {}
"""
HEAD = ("序号", "编号", "店名", "开店日期", "投资（万元）", "面积（平方米）", "占比（%）", "店主")
ROW = (1, "A1", "例店", "2024年3月1日", "1.5", "30", "40", "张三")


def layout(*changes: tuple[str, str], register: Register = SHOPS) -> Layout:
    written = WRITTEN
    for old, new in changes:
        assert old in written
        written = written.replace(old, new, 1)
    return layout_of(strict.parse(written, "x.yaml"), {register.name: register})


def as_csv(*rows: tuple[Any, ...], encoding: str = "utf-8-sig", **form: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **form).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*rows: tuple[Any, ...], change: Callable[[Workbook], object] = lambda book: None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def imported(data: bytes, by: Layout | None = None) -> Imported:
    return import_table(data, "表", by or layout())


def outcome(data: bytes) -> Imported | UnreadableError:
    try:
        return imported(data)
    except UnreadableError as error:
        return error


def reasons(found: Imported) -> list[str]:
    return [line for line in found.lines() if "拒收" not in line and "不是条目：表头" not in line]


def values(found: Imported, number: int = 0) -> dict[str, Any]:
    return {name: value for name, value in found.taken[number].entry.values.items() if value is not None}


CELLS = st.one_of(st.none(), st.sampled_from(ROW), st.text("合计注:0A1,\n", max_size=4))
TAKEN = {
    **{"编号": "A1", "名称": "例店", "开店": "2024-03-01", "投资": "15000"},
    **{"面积": "30", "占比": "40", "状态": "营业", "店主": "张三"},
}


# What is read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_its_encoding(encoding: str, delimiter: str) -> None:
    found = imported(as_csv(HEAD, ROW, encoding=encoding, delimiter=delimiter))
    assert values(found) == TAKEN
    assert (found.layout, found.register, found.is_whole) == ("店铺月报", "店铺", True)
    assert len(found.sha256) == 64


def test_an_xlsx_is_read_as_it_is_seen() -> None:
    def formats(book: Workbook) -> None:
        book.active["G2"].number_format = "0.0%"
        book.active["B2"].number_format = "000"

    row = (1, 7, "例店", datetime(2024, 3, 1), 1.5, 30, 0.4, "张 三")
    assert values(imported(as_xlsx(HEAD, row, change=formats))) == {**TAKEN, "编号": "007"}
    assert (
        values(imported(as_xlsx(HEAD, (1, "A1", "例店", date(2024, 3, 1), "1.5万元", "30平方米", "40%", "张三"))))
        == TAKEN
    )


def test_numbers_kept_as_text_by_a_formula_lose_it() -> None:
    found = imported(as_csv(HEAD, (1, '="0012"', *ROW[2:])))
    assert values(found)["编号"] == "0012"


def test_columns_may_stand_in_any_order_below_a_title() -> None:
    title, note = ("2024年店铺月报",), ("单位：万元",)
    head = tuple(reversed([name.partition("（")[0] for name in HEAD]))
    found = imported(as_xlsx(title, note, (), head, tuple(reversed(ROW))))
    assert values(found) == TAKEN
    assert [left.what for left in found.left_out] == ["表头以上", "表头以上", "空行", "表头"]


def test_a_head_may_have_two_rows() -> None:
    by = layout(
        ("投资: 投资, 面积: 面积, 占比: 占比", "投资（万元）/本年: 投资"),
        ("ignored: [序号]", "head_rows: 2\nignored: [序号, 投资（万元）/去年]"),
    )
    upper = ("序号", "编号", "店名", "开店日期", "投资（万元）", "", "店主")
    lower = ("", "", "", "", "去年", "本年", "")
    found = imported(as_xlsx(upper, lower, (1, "A1", "例店", "2024-3-1", 1, 2, "张三")), by)
    assert values(found)["投资"] == "20000"
    assert found.left_out[0].last == 2


def test_dates_are_read_as_the_layout_says() -> None:
    by = layout(("ignored", "dates: {开店: '%d/%m/%Y'}\nignored"))
    assert values(imported(as_csv(HEAD, (*ROW[:3], "01/03/2024", *ROW[4:])), by))["开店"] == "2024-03-01"
    assert "不合日期写法" in reasons(imported(as_csv(HEAD, ROW), by))[0]
    by = layout(("ignored", "dates: {开店: 序号}\nignored"))
    assert values(imported(as_csv(HEAD, (*ROW[:3], "45352", *ROW[4:])), by))["开店"] == "2024-03-01"


# What is refused


def bad(**changed: Any) -> tuple[Any, ...]:
    given = dict(zip(("序号", "编号", "名称", "开店", "投资", "面积", "占比", "店主"), ROW, strict=True))
    return tuple({**given, **changed}.values())


def test_every_refused_cell_has_its_row_column_reason_and_remedy() -> None:
    found = imported(as_xlsx(HEAD, ROW, bad(编号="A2", 开店="2024-02-30", 投资="约三万", 店主="13805710000")))
    assert [line.partition(" → ")[0] for line in reasons(found)] == [
        "表“Sheet”第3行 D列“开店日期”：没有“2024-02-30”这一天",
        "表“Sheet”第3行 E列“投资(万元)”：“约三万”不是数",
        "表“Sheet”第3行 H列“店主”：“…”不是一个人的姓名",
    ]
    assert [taken.row for taken in found.taken] == [2]
    assert found.entries() == ()
    assert found.entries(partly=True) == found.taken


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"编号": None}, "没有填"),
        ({"编号": "#N/A"}, "错误值"),
        ({"编号": True}, "真假"),
        ({"编号": datetime(2024, 1, 2)}, "日期或时间"),
        ({"编号": 330105199001011234}, "末几位不可靠"),
        ({"投资": 0.1234567890123456}, "末几位不可靠"),
        ({"投资": "12美元"}, "不是数"),
        ({"投资": -1}, "小于0"),
        ({"面积": "30亩"}, "不是数"),
        ({"开店": 45352}, "不是日期"),
    ],
)
def test_a_cell_that_cannot_be_trusted_is_refused(changed: dict[str, Any], reason: str) -> None:
    (line,) = reasons(imported(as_xlsx(HEAD, bad(**changed))))
    assert reason in line


def test_the_same_entry_twice_is_refused() -> None:
    found = imported(as_csv(HEAD, ROW, bad(编号=" A1 ")))
    assert "第3行 B列“编号”：与第2行是同一条" in reasons(found)[0]
    assert len(found.taken) == 1


def test_amounts_without_a_unit_are_not_guessed() -> None:
    head = tuple(name.partition("（")[0] for name in HEAD)
    assert "元还是万元不清楚" in reasons(imported(as_csv(head, ROW)))[0]
    assert values(imported(as_csv(head, ROW), layout(("ignored", "units: {投资: 元}\nignored"))))["投资"] == "1.5"
    with pytest.raises(UnreadableError, match="单位是万元，导入定义写的是元"):
        imported(as_csv(HEAD, ROW), layout(("ignored", "units: {投资: 元}\nignored")))


def test_merged_cells_are_not_filled_in_silently() -> None:
    found = imported(
        as_xlsx(HEAD, ROW, bad(编号="A2", 店主=None), change=lambda book: book.active.merge_cells("H2:H3"))
    )
    (line,) = reasons(found)
    assert "第3行 H列“店主”：是合并单元格的一部分（第2至3行）" in line


def test_a_formula_never_worked_out_is_not_an_empty_cell() -> None:
    (line,) = reasons(imported(as_xlsx(HEAD, bad(投资="=1+2"))))
    assert "公式没有算出值" in line


def test_a_row_of_such_formulas_is_not_a_blank_row() -> None:
    found = imported(as_xlsx(HEAD, ROW, tuple("=1+2" for _ in HEAD)))
    assert [refused.row for refused in found.refused] == [3]
    assert all("公式没有算出值" in fault.problem for fault in found.refused[0].faults)


def test_titles_nobody_mentioned_are_signalled() -> None:
    found = imported(as_csv((*HEAD, "税号"), (*ROW, "12")))
    assert "第1行 I列“税号”：没有对应的字段" in reasons(found)[0]
    assert len(found.entries(partly=True)) == 1
    assert found.entries() == ()


def test_a_comma_outside_quotes_is_noticed() -> None:
    found = imported(as_csv(HEAD, (*ROW, "溢出")))
    assert "I列：有内容，而没有列名" in reasons(found)[0]


# What is left out by name


def test_rows_that_are_no_entries_are_named() -> None:
    def merge(book: Workbook) -> None:
        book.active.merge_cells("A2:H2")

    rows = [HEAD, ("一、街道店铺",), ROW, (), (), HEAD, (9,), ("合计", None, None, None, 12)]
    rows.append(("填表人：张三", None, "审核人：李四"))
    found = imported(as_xlsx(*rows, change=merge))
    assert [(left.first, left.last, left.what) for left in found.left_out] == [
        (1, 1, "表头"),
        (2, 2, "小标题"),
        (4, 5, "空行"),
        (6, 6, "重复的表头"),
        (7, 7, "只有略去的列"),
        (8, 8, "合计行"),
        (9, 9, "表尾"),
    ]
    assert found.is_whole
    assert len(found.taken) == 1
    assert any("第4至5行 不是条目：空行" in line for line in found.lines())


def test_a_row_that_numbers_the_columns_is_named() -> None:
    found = imported(as_csv(HEAD, ("甲", "乙", 1, 2, 3, 4, 5, 6), ROW))
    assert [(left.first, left.what) for left in found.left_out] == [(1, "表头"), (2, "栏次")]
    assert len(found.entries()) == 1


def test_a_heading_that_is_not_merged_is_refused_not_dropped() -> None:
    found = imported(as_csv(HEAD, ("一、街道店铺",), ROW))
    assert found.left_out[-1].what == "只有略去的列"
    found = imported(as_csv(HEAD, ("", "一、街道店铺"), ROW))
    assert [refused.row for refused in found.refused] == [2]


def test_other_sheets_are_named_and_hidden_ones_not_read() -> None:
    def more(book: Workbook) -> None:
        book.create_sheet("说明").append(("先读我",))
        hidden = book.create_sheet("旧表")
        hidden.append(HEAD)
        hidden.sheet_state = "hidden"

    found = imported(as_xlsx(HEAD, ROW, change=more))
    assert found.other_sheets == ("说明", "旧表")
    with pytest.raises(UnreadableError, match="看不到工作表“旧表”"):
        imported(as_xlsx(HEAD, ROW, change=more), layout(("ignored", "sheet: 旧表\nignored")))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=9).map(tuple), max_size=12))
def test_no_row_disappears(rows: list[tuple[Any, ...]]) -> None:
    found = imported(as_csv(HEAD, *rows))
    told = [taken.row for taken in found.taken] + [refused.row for refused in found.refused]
    told += [number for left in found.left_out for number in range(left.first, left.last + 1)]
    last = max((number for number, row in enumerate(rows, 2) if any(str(one or "").strip() for one in row)), default=1)
    assert sorted(told) == list(range(1, last + 1))


# Files that are refused as a whole


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧的xls"),
        (b"PK\x03\x04broken", "损坏"),
        (b"<html><table>", "网页"),
        ("编号,店名\n1,2\n".encode(), "缺少“开店日期"),
        ("甲,乙\n1,2\n".encode(), "没有找到表头"),
        (as_csv(HEAD, ROW) + '"没有关上'.encode(), "不是完好的csv"),
        (b"\x00\x01\x02" * 40, "二进制"),
        (as_csv((*HEAD, "编号"), ROW), "同一字段"),
        (as_csv((*HEAD[:4], "投资（万美元）", *HEAD[5:]), ROW), "缺少“投资”"),
        (as_csv((*HEAD[:5], "面积（亩）", *HEAD[6:]), ROW), "缺少“面积”"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError, match=problem) as caught:
        imported(data)
    assert caught.value.remedy


def test_a_renamed_column_is_suggested() -> None:
    with pytest.raises(UnreadableError) as caught:
        imported(as_csv((*HEAD[:2], "店铺名", *HEAD[3:]), ROW))
    assert "“店名”是不是现在的“店铺名”" in caught.value.remedy


def test_two_sheets_with_the_same_head_are_not_guessed() -> None:
    def twin(book: Workbook) -> None:
        second = book.create_sheet("二月")
        second.append(HEAD)
        second.append(bad(编号="B1"))

    with pytest.raises(UnreadableError, match="几张工作表都有这些列：Sheet、二月"):
        imported(as_xlsx(HEAD, ROW, change=twin))
    found = imported(as_xlsx(HEAD, ROW, change=twin), layout(("ignored", "sheet: 二月\nignored")))
    assert values(found)["编号"] == "B1"


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return out.getvalue()


def test_bombs_are_refused() -> None:
    good = as_xlsx(HEAD, ROW)
    blown = rewritten(good, lambda part, old: old + b" " * 60_000_000 if "sheet1" in part else old)
    with pytest.raises(UnreadableError, match="压缩炸弹"):
        imported(blown)
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(UnreadableError, match="实体炸弹"):
        imported(rewritten(good, lambda part, old: entity if "sheet1" in part else old))
    far = rewritten(good, lambda part, old: old.replace(b'r="B2"', b'r="ZZZZZZ2"') if "sheet1" in part else old)
    with pytest.raises(UnreadableError, match="不是完好的xlsx"):
        imported(far)


def test_a_wrong_dimension_hides_nothing() -> None:
    good = as_xlsx(HEAD, ROW)
    narrow = rewritten(good, lambda part, old: old.replace(b'ref="A1:H2"', b'ref="A1"') if "sheet1" in part else old)
    assert values(imported(narrow)) == TAKEN


def test_more_rows_than_can_be_imported_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(UnreadableError, match="超过2行"):
        imported(as_csv(HEAD, ROW, bad(编号="A2")))
    monkeypatch.setattr(sheets, "LARGEST_FILE", 10)
    with pytest.raises(UnreadableError, match="文件超过"):
        imported(as_csv(HEAD, ROW))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 5000))
def test_any_bytes_are_read_or_refused(junk: bytes, at: int) -> None:
    good = as_xlsx(HEAD, ROW)
    for data in (junk, good[:at] + junk + good[at + len(junk) :]):
        found = outcome(data)
        assert isinstance(found, Imported) or found.remedy


# Layouts


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("register: 店铺", "register: 店", "不能是“店”"),
        ("编号: 编号", "编号: 号", "不能是“号”"),
        ("店名: 名称, ", "", "必填字段“名称”没有对应的列"),
        ("店名: 名称", "店名: 名称, 店 名: 名称", "重复"),
        ("店名: 名称", "店名: 名称, 店铺名称: 名称", "对应两列"),
        ("状态: 营业", "状态: 开门", "没有“开门”这一项"),
        ("状态: 营业", "开店: 2024-01-01", "既有列又有常量"),
        ("状态: 营业", "甲: 乙", "没有字段“甲”"),
        ("ignored: [序号]", "ignored: [编号]", "既导入又略去"),
        ("ignored", "dates: {名称: '%Y-%m-%d'}\nignored", "不能用"),
        ("ignored", "dates: {开店: '%m/%d/%y'}\nignored", "不能用"),
        ("ignored", "units: {面积: 万元}\nignored", "不能以"),
        ("ignored", "skip: 99\nignored", "不合理"),
        ("ignored", "ignore: [甲]\nignored", "不认识的键"),
        ("面积: 面积", "面积（亩）: 面积", "列的单位“亩”"),
        ("投资: 投资", "投资（万美元）: 投资", "列的单位“万美元”"),
        ("examples: {}", "examples: {甲: {row: {编号: A1}}}", "gives 或 refused"),
    ],
)
def test_a_layout_that_cannot_be_meant_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=problem) as caught:
        layout((old, new))
    assert caught.value.remedy


def test_the_layouts_of_the_district_hold() -> None:
    found = layouts_of(GONGSHU)
    assert set(found) >= {"enterprises", "projects", "tasks_2024"}
    assert [failure for one in found.values() for failure in layout_failures(one)] == []


def test_a_layout_proves_itself() -> None:
    row = "row: {编号: A1, 店名: 例店, 开店日期: 2024-3-1, 投资（元）: '5', 面积: '3', 占比: '4', 店主: 张三}"
    examples = f"examples:\n  甲: {{{row}, gives: {{投资: '50'}}}}\n  乙: {{{row}, refused: {{投资: 小于}}}}"
    wrong = layout(("examples: {}", examples))
    first, second = (str(failure) for failure in layout_failures(wrong))
    assert "读成{'投资': '5'}" in first
    assert "没有拒收" in second
    (missing,) = layout_failures(layout())
    assert "缺少" in str(missing)


def test_a_csv_is_gone_through_as_often_as_one_likes_without_lying_in_memory() -> None:
    rows = [("编号", "名称"), *((f"A{number}", f"店{number}") for number in range(50))]
    (sheet,) = sheets.sheets_of(as_csv(*rows), "表")
    assert [row.number for row in sheet.rows] == [row.number for row in sheet.rows] == list(range(1, 52))
    assert not isinstance(sheet.rows, list | tuple)
    assert sheet.top(2)[1].cells == ("A0", "店0")


@given(st.text("='+-@A１ ", max_size=6))
def test_what_a_spreadsheet_would_run_is_written_with_an_apostrophe_and_read_as_it_was(value: str) -> None:
    assert not sheets.quieted(value).startswith(sheets.ACTS)
    out = as_csv((sheets.quieted(value), "末"))
    (sheet,) = sheets.sheets_of(out, "表")
    assert sheet.top(1)[0].cells == (value, "末")


def test_a_key_that_differs_by_case_width_or_blanks_only_is_refused() -> None:
    found = imported(as_csv(HEAD, ROW, (2, "ａ 1", *ROW[2:])))
    assert "第3行 B列“编号”：与第2行的“A1”只差大小写、全半角或空格" in reasons(found)[0]


@pytest.mark.parametrize("name", ["企业", "项目", "加装电梯", "安居守护户"])
def test_the_simulated_entries_of_the_district_come_in_whole(name: str) -> None:
    data = (GONGSHU / "simulated" / f"{name}.csv").read_bytes()
    by = own_layout(registers_of(GONGSHU)[name], sheets.sheets_of(data, name))
    found = import_table(data, name, by)
    assert found.is_whole, list(found.lines())
    assert len(found.taken) >= 2
