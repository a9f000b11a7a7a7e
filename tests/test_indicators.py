"""Every indicator proves its own names, examples and near misses."""

import re
from decimal import Decimal

import pytest

from yunhe.definitions import strict
from yunhe.errors import DefinitionError
from yunhe.reading import indicators
from yunhe.reading.indicators import Indicator, all_indicators, definition, identify
from yunhe.reading.units import dimension_of

EVERY = pytest.mark.parametrize("indicator", all_indicators().values(), ids=lambda indicator: indicator.id)


def test_there_are_the_indicators_that_reports_use() -> None:
    assert len(all_indicators()) >= 260
    assert {"gdp", "retail_sales", "total_trade", "pm25", "forest_coverage", "cpi"} <= set(all_indicators())


@EVERY
def test_every_example_holds(indicator: Indicator) -> None:
    assert indicator.examples
    for example in (indicator.name, *indicator.examples):
        assert identify(example, "level", indicator.unit) == indicator.id, example
    for trap in indicator.not_examples:
        assert identify(trap, "rank", "位") != indicator.id, trap


def test_the_proof_finds_no_example_that_fails() -> None:
    assert list(indicators.disproved()) == []


@EVERY
def test_every_definition_is_whole(indicator: Indicator) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", indicator.id)
    assert indicator.source
    assert set(indicator.parts) <= set(all_indicators()) - {indicator.id}
    assert dimension_of(indicator.unit), indicator.unit
    assert indicator.growth is None or indicator.dimension == "money"


@EVERY
def test_its_usual_unit_measures_it(indicator: Indicator) -> None:
    assert identify(indicator.name, "level", indicator.unit) == indicator.id
    assert identify(indicator.name, "growth", "%") == indicator.id
    assert identify(indicator.name, "growth", "元") is None


@pytest.mark.parametrize(
    ("phrase", "kind", "unit", "id"),
    [
        ("全区实现地区生产总值", "level", "元", "gdp"),
        ("2024年全市地区生产总值", "level", "元", "gdp"),
        ("杭州市生产总值", "growth", "%", "gdp"),
        ("预计全年国内生产总值（GDP）", "growth", "%", "gdp"),
        ("一般公共预算收入较全年低点回升", "change", "个百分点", "general_public_budget_revenue"),
        ("全社会R&D经费投入相当于地区生产总值比例", "ratio", "%", "rd_intensity"),
        ("研究与试验发展（R&D）经费支出占生产总值的比重", "ratio", "%", "rd_intensity"),
        ("规模以上工业增加值年均增长", "growth", "%", "industrial_value_added_above_scale"),
        ("新增国家级专精特新“小巨人”企业", "level", "家", "new_little_giants"),
        ("城镇和农村常住居民人均可支配收入分别增长", "growth", "%", "urban_and_rural_income"),
        ("城乡居民收入比", "ratio", "", "urban_rural_income_ratio"),
        ("104个国考断面优Ⅲ比例", "ratio", "%", None),
        ("国考断面优Ⅲ比例", "ratio", "%", "surface_water_good_ratio"),
        ("社会消费品零售总额", "ratio", "倍", "retail_sales"),
        ("宁波舟山港货物吞吐量", "level", "吨", "port_cargo"),
        ("边民互市进出口", "level", "元", None),
        ("固定资产投资", "rank", "位", "fixed_asset_investment"),
        # a different thing that ends in the same words
        ("战略性新兴产业增加值占规上工业增加值比重", "ratio", "%", "strategic_share"),
        ("服务业增加值占地区生产总值比重", "ratio", "%", "tertiary_share"),
        ("循环经济占地区生产总值比重", "ratio", "%", None),
        ("机电产品出口", "growth", "%", "machinery_exports"),
        ("玩具产品出口", "growth", "%", None),
        ("规上数字安防产业增加值", "growth", "%", None),
        ("市区生产总值", "level", "元", None),
        ("高新区工业投资", "level", "元", None),
        ("新增常住人口", "level", "人", None),
        ("户均常住人口", "level", "人", None),
        # several things at once
        ("固定资产投资和社会消费品零售总额", "growth", "%", None),
        ("地区生产总值、服务业增加值、规上工业增加值增速", "change", "个百分点", None),
        # a unit that cannot measure it
        ("地区生产总值", "level", "%", None),
        ("地区生产总值", "ratio", "%", None),
        ("森林覆盖率", "level", "亩", None),
        ("实际利用外资", "level", "个", None),
        # no indicator at all
        ("", "level", "元", None),
        ("总投资", "level", "元", None),
        ("）", "level", "元", None),
        ("增长", "growth", "%", None),
    ],
)
def test_a_phrase_means_exactly_one_indicator_or_none(phrase: str, kind: str, unit: str, id: str | None) -> None:
    assert identify(phrase, kind, unit) == id


def test_no_name_belongs_to_two_indicators() -> None:
    seen: dict[str, str] = {}
    for indicator in all_indicators().values():
        for name in (indicator.name, *indicator.aliases):
            assert seen.setdefault(name, indicator.id) == indicator.id, name


@EVERY
def test_every_spelling_finds_its_indicator(indicator: Indicator) -> None:
    for alias in indicator.aliases:
        if "|" not in alias:
            assert identify(alias, "rank", "位") == indicator.id, alias


def test_an_alias_of_two_indicators_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    written = indicators._FILE.read_text(encoding="utf-8")
    written = written.replace(
        "{name: 社会消费品零售总额, aliases: [", "{name: 社会消费品零售总额, aliases: [生产总值, ", 1
    )
    monkeypatch.setattr(strict, "load", lambda path: strict.parse(written, str(path)))
    with pytest.raises(DefinitionError, match="“GDP”既指“retail_sales”又指“gdp”"):
        indicators._vocabulary.__wrapped__()


def test_what_is_plausible_is_known() -> None:
    ranges = {id: (indicator.range, indicator.growth_range) for id, indicator in all_indicators().items()}
    forest, prices = ranges["forest_coverage"][0], ranges["cpi"][1]
    assert forest is not None
    assert prices is not None
    assert (forest.holds(Decimal(60)), forest.holds(Decimal(101))) == (True, False)
    assert (prices.holds(Decimal(30)), prices.holds(Decimal(31))) == (True, False)
    assert definition("nothing") is None


def test_the_old_name_is_the_same_series_and_another_measure_is_not() -> None:
    assert identify("公共财政预算收入", "level", "元") == identify("一般公共预算收入", "level", "元")
    assert identify("地方财政收入", "level", "元") == "local_fiscal_revenue"
    assert identify("农民人均纯收入", "level", "元") != identify("农村居民人均可支配收入", "level", "元")
