"""Registers: definitions that cannot be meant are refused, entries are taken whole or every fault of a row is said."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe import proof
from yunhe.cli import main
from yunhe.definitions import strict
from yunhe.definitions.codes import district_of
from yunhe.errors import DefinitionError
from yunhe.registers.entries import Entry, Refused, entry_of
from yunhe.registers.examples import disproved
from yunhe.registers.register import Register, register_of, registers_of

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
DISTRICT = district_of(GONGSHU)
REGISTERS = registers_of(GONGSHU)
EVERY_REGISTER = pytest.mark.parametrize("name", REGISTERS)
WRITTEN = """
register: 店铺
key: 编号
owner: 区商务局
basis: 示例口径
retention: {years: 5, after: 关店, basis: 示例口径}
fields:
  编号: {type: text, needed: true}
  开店: date
  关店: date
  面积: {type: decimal, least: 0}
  使用面积: {type: decimal, least: 0}
  状态: {type: choice, needed: true, choices: [营业, 关闭]}
  店主: {type: person, class: 个人}
rules:
  关店: {not_before: 开店, needed_if: {状态: 关闭}}
  使用面积: {at_most: 面积}
examples:
  好: {entry: {编号: A1, 状态: 营业}}
  坏: {entry: {编号: A1}, refused: {状态: 没有填}}
"""


def register(*changes: tuple[str, str]) -> Register:
    written = WRITTEN
    for old, new in changes:
        assert old in written
        written = written.replace(old, new, 1)
    return register_of(strict.parse(written, "x.yaml"), DISTRICT)


def entry(row: dict[str, Any], kept: Register | None = None) -> Entry:
    found = entry_of(kept or register(), row)
    assert isinstance(found, Entry), found
    return found


def refused(row: dict[str, Any], kept: Register | None = None) -> list[Refused]:
    found = entry_of(kept or register(), row)
    assert not isinstance(found, Entry)
    return list(found)


# The registers of the district


@EVERY_REGISTER
def test_the_examples_of_the_district_hold(name: str) -> None:
    assert list(disproved(REGISTERS[name])) == []


@EVERY_REGISTER
def test_canonical_entries_are_taken_as_they_are(name: str) -> None:
    for example in REGISTERS[name].examples:
        if not example.refused:
            taken = entry(dict(example.row), REGISTERS[name])
            assert entry(dict(taken.values), REGISTERS[name]) == taken


def test_the_elder_households_lie_in_a_store_of_their_own() -> None:
    households = REGISTERS["安居守护户"]
    assert households.store == "安居守护"
    assert {"姓名", "身份证号", "住址", "电话", "健康情况", "紧急联系人", "同意书"} <= households.personal
    assert not households.personal & set(households.key)


def test_check_proves_the_district_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "failures", lambda: iter(()))
    monkeypatch.setattr(proof, "count", lambda: 0)
    assert main(["check", str(GONGSHU)]) == 0
    assert "全部成立" in capsys.readouterr().out
    assert proof.district_count(GONGSHU)[0] >= 14


def test_check_names_what_is_wrong_in_a_district(tmp_path: Path) -> None:
    district = tmp_path / "gongshu"
    shutil.copytree(GONGSHU, district)
    path = district / "registers/projects.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("大于总投资", "小于总投资"), encoding="utf-8")
    (district / "registers/zz.yaml").write_text("register: 甲\n", encoding="utf-8")
    first, second = (str(failure) for failure in proof.district_failures(district))
    line = path.read_text(encoding="utf-8").split("\n").index("  年度投资多于总投资:") + 1
    assert f"projects.yaml:{line}: 例子“年度投资多于总投资”：意外拒收" in first
    assert "zz.yaml:1: 缺少键“fields”" in second
    assert proof.district_count(district)[0] >= 14


def test_two_registers_have_two_names(tmp_path: Path) -> None:
    district = tmp_path / "gongshu"
    shutil.copytree(GONGSHU, district)
    path = district / "registers/projects.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("register: 项目", "register: 企业"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="已在"):
        registers_of(district)


def test_a_reference_leads_to_a_register(tmp_path: Path) -> None:
    district = tmp_path / "gongshu"
    shutil.copytree(GONGSHU, district)
    path = district / "registers/projects.yaml"
    written = path.read_text(encoding="utf-8")
    reference = "建设单位代码: {type: ref, register: 公司}"
    path.write_text(written.replace("建设单位代码: {type: credit_code, class: 公开}", reference), encoding="utf-8")
    with pytest.raises(DefinitionError, match="没有的台账“公司”"):
        registers_of(district)


# Definitions


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("register: 店铺", "register: 店 铺", "不能是"),
        ("key: 编号", "key: 号", "没有字段“号”"),
        ("key: 编号", "key: []", "是空的"),
        ("key: 编号", "key: [编号, 编号]", "有重复"),
        ("key: 编号", "key: [编号, 面积]", "不能区分条目"),
        ("key: 编号", "key: 开店", "可以不填"),
        ("key: 编号", "key: 编号\ntitle: 店主", "个人信息"),
        ("编号: {type: text, needed: true}", "编号: {type: text, needed: true, class: 个人}", "是个人信息"),
        ("owner: 区商务局\n", "", "缺少键“owner”"),
        ("basis: 示例口径\n", "", "缺少键“basis”"),
        ("basis: 示例口径\n", "basis: 示例口径\nsystems: [025]\n", "不是系统编号"),
        ("basis: 示例口径\n", "basis: 示例口径\ndata: 假\n", "不能是“假”"),
        ("basis: 示例口径\n", "basis: 示例口径\nstores: 甲\n", "不认识的键"),
        ("years: 5, after: 关店", "years: 5, after: 面积", "不是日期字段"),
        ("years: 5, after: 关店", "years: 5, days: 5, after: 关店", "中的一个"),
        ("years: 5, after: 关店", "years: 500, after: 关店", "不合理"),
        ("years: 5, after: 关店", "forever: true", "不能永久保存"),
        ("class: 个人}", "class: 敏感个人}", "不能放在公共库"),
        ("basis: 示例口径\n", "basis: 示例口径\nstore: 公用\n", "不能是“公用”"),
        ("开店: date", "开店: day", "开店"),
        ("开店: date", "开店: {type: date, least: 3}", "没有键“least”"),
        ("使用面积: {at_most: 面积}", "使用: {at_most: 面积}", "没有字段“使用”"),
        ("使用面积: {at_most: 面积}", "使用面积: {at_most: 开店}", "不能按"),
        ("使用面积: {at_most: 面积}", "使用面积: {at_most: 使用面积}", "不能与"),
        ("使用面积: {at_most: 面积}", "使用面积: {at_least: 面积}", "不认识的键"),
        ("needed_if: {状态: 关闭}", "needed_if: {状态: 关门}", "没有“关门”这一项"),
        ("needed_if: {状态: 关闭}", "needed_if: {面积: 3}", "不能作为条件"),
        ("needed_if: {状态: 关闭}", "needed_if: {}", "没有写条件"),
        ("refused: {状态: 没有填}", "refused: {}", "没有写哪个字段"),
    ],
)
def test_a_register_that_cannot_be_meant_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(DefinitionError, match=problem) as caught:
        register((old, new))
    assert caught.value.remedy
    assert caught.value.line >= 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("状态: 营业}}", "状态: 停业}}", "意外拒收"),
        ("refused: {状态: 没有填}", "refused: {状态: 没有填, 开店: 不是日期}", "没有拒收“开店”"),
        ("{编号: A1}, refused", "{编号: A1, 状态: 营业}, refused", "没有拒收“状态”"),
        ("  坏: {entry: {编号: A1}, refused: {状态: 没有填}}\n", "", "没有应被拒收的例子"),
        ("  好: {entry: {编号: A1, 状态: 营业}}\n", "", "没有应被接受的例子"),
    ],
)
def test_an_example_that_does_not_hold_is_named(old: str, new: str, problem: str) -> None:
    (failure,) = disproved(register((old, new)))
    assert problem in str(failure)


# Entries


def test_an_entry_is_canonical() -> None:
    found = entry({"编号": " A 1 ", "开店": "2024年3月1日", "面积": "1,200.50", "状态": "营业", "店主": "张 三"})
    assert (found.key, found.title) == ("A 1", "A 1")
    assert found.open_values == {
        **{"编号": "A 1", "开店": "2024-03-01", "关店": None, "面积": "1200.5"},
        **{"使用面积": None, "状态": "营业"},
    }
    assert found.personal_values == {"店主": "张三"}


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    found = refused({"开店": "昨天", "面积": "-3", "状态": "停业", "面": 3})
    assert [one.field for one in found] == ["面", "编号", "开店", "面积", "状态"]
    assert "是不是“面积”" in found[0].remedy
    assert all(one.problem and one.remedy for one in found)


@pytest.mark.parametrize(
    ("row", "field", "problem"),
    [
        ({"开店": "2024-03-02", "关店": "2024-03-01"}, "关店", "早于开店“2024-03-02”"),
        ({"状态": "关闭"}, "关店", "状态是“关闭”"),
        ({"面积": "9.5", "使用面积": "10"}, "使用面积", "大于面积“9.5”"),
    ],
)
def test_fields_are_held_against_each_other(row: dict[str, Any], field: str, problem: str) -> None:
    (found,) = refused({"编号": "A1", "状态": "营业", **row})
    assert found.field == field
    assert problem in found.problem


def test_rules_say_nothing_where_nothing_is_known() -> None:
    entry({"编号": "A1", "状态": "关闭", "关店": "2024-03-01", "使用面积": 3})


@given(st.text(min_size=1, max_size=40))
def test_the_words_of_a_personal_value_are_not_repeated(name: str) -> None:
    found = entry_of(register(), {"编号": "A1", "状态": "营业", "店主": f"0{name}9”{name}"})
    assert not isinstance(found, Entry)
    assert [name in one.problem for one in found if len(name) > 6] == [False] * (len(name) > 6)


def test_a_rule_does_not_tell_a_personal_value() -> None:
    kept = register(("开店: date", "开店: {type: date, class: 个人}"))
    (found,) = refused({"编号": "A1", "状态": "营业", "开店": "2024-03-02", "关店": "2024-03-01"}, kept)
    assert (found.field, found.problem) == ("关店", "早于开店“…”")


def test_keys_of_several_fields_do_not_collide() -> None:
    kept = register(
        ("key: 编号", "key: [编号, 名号]"), ("  开店: date", "  名号: {type: text, needed: true}\n  开店: date")
    )
    (found,) = refused({"编号": "A／B", "名号": "C", "状态": "营业"}, kept)
    assert "含有“／”" in found.problem


def test_a_key_of_several_fields_is_one_text() -> None:
    kept = register(("key: 编号", "key: [编号, 状态]"))
    assert entry({"编号": "A1", "状态": "营业"}, kept).key == "A1／营业"


@pytest.mark.parametrize(
    ("written", "said"),
    [("店主13805710000", "里写了手机号码"), ("11010519491231002X经手", "里写了公民身份号码"), ("二楼东侧", "")],
)
def test_a_number_by_which_a_person_is_known_stands_in_no_plain_text(written: str, said: str) -> None:
    kept = register(("  店主: {", "  备注: text\n  店主: {"))
    found = entry_of(kept, {"编号": "A1", "状态": "营业", "备注": written})
    if said:
        assert not isinstance(found, Entry)
        assert [(one.field, one.problem) for one in found] == [("备注", said)]
    else:
        assert isinstance(found, Entry)
