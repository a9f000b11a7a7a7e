"""Every written unit proves its own examples and its own traps."""

import re
from decimal import Decimal

import pytest

from yunhe.definitions.strict import mapping, parse
from yunhe.errors import DefinitionError
from yunhe.reading import units
from yunhe.reading.units import Unit, all_units, base_unit, dimension_of, unit_names, unit_pattern, units_in


def names_in(phrase: str) -> list[str]:
    return [unit.name for unit in units_in(phrase)]


def size(name: str) -> Decimal:
    found = all_units()[name].in_base
    assert found is not None
    return found


def test_there_are_the_units_that_reports_write() -> None:
    assert len(all_units()) >= 220
    assert {"元", "美元", "亩", "公顷", "家", "户", "人次", "个百分点", "标箱", "微克/立方米", "%", "‰"} <= set(
        unit_names()
    )


@pytest.mark.parametrize("unit", all_units().values(), ids=lambda unit: unit.name)
def test_every_example_holds(unit: Unit) -> None:
    assert unit.examples
    for example in unit.examples:
        assert unit.name in names_in(example), example
    for trap in unit.not_examples:
        assert unit.name not in names_in(trap), trap


def test_the_proof_finds_no_example_that_fails() -> None:
    assert list(units.disproved()) == []


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("2206.3亿元", ["元"]),
        ("300万千瓦", ["千瓦"]),
        ("3千米", ["千米"]),
        ("5千家", ["家"]),
        ("1.5百分点", ["百分点"]),
        ("12平方公里", ["平方公里"]),
        ("0.35吨标准煤/万元", ["吨标准煤/万元"]),
        ("3万余家、300多场", ["家", "场"]),
        ("12部门联合发文", []),
        ("2500P2P", []),
        ("5G基站", []),
        ("320国道", []),
        ("跨上2000亿台阶", []),
        ("30倍增长", ["倍"]),
        ("100名优秀教师", ["名"]),
        ("30户外资企业", ["户"]),
        ("162种植物", ["种"]),
        ("12项目标", ["项"]),
    ],
)
def test_the_longest_unit_wins_and_no_word_is_cut(phrase: str, found: list[str]) -> None:
    assert names_in(phrase) == found


@pytest.mark.parametrize(
    ("written", "base", "dimension"),
    [("㎡", "平方米", "area"), ("百分点", "个百分点", "points"), ("千米", "公里", "length"), ("家", "家", "count")],
)
def test_a_spelling_leads_to_its_unit(written: str, base: str, dimension: str) -> None:
    assert (base_unit(written), dimension_of(written)) == (base, dimension)


def test_an_unknown_unit_stays_as_it_is() -> None:
    assert (base_unit("旮旯"), dimension_of("旮旯"), units.definition("旮旯")) == ("旮旯", None, None)


def test_units_of_one_dimension_compare() -> None:
    assert size("亩") * 15 == pytest.approx(size("公顷"), rel=Decimal("0.0001"))
    assert size("斤") * 2 == size("公斤")
    assert size("千瓦时") == size("千瓦") * size("小时")


def test_every_conversion_cites_its_basis() -> None:
    assert [unit.name for unit in all_units().values() if unit.in_base is not None and not unit.basis] == []


def test_the_pattern_reads_what_the_names_say() -> None:
    pattern = re.compile(unit_pattern())
    for name, unit in all_units().items():
        match = pattern.match(name + "。")
        assert match, unit
        assert match[0] == name, unit


def test_a_unit_that_guards_a_foreign_word_is_refused() -> None:
    node = parse("台: {dimension: count, unless: [阶梯], examples: [3台]}")
    with pytest.raises(DefinitionError, match="不以“台”开头"):
        units._unit("台", dict(node.entries(mapping)), 1)


def test_a_spelling_of_nothing_is_refused() -> None:
    node = parse("㎡: {same_as: 平米, examples: [3㎡]}")
    with pytest.raises(DefinitionError, match="“平米”不存在"):
        units._unit("㎡", dict(node.entries(mapping)), 1)
