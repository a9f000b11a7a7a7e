"""An indicator over the years: which figure counts, what revises it, where a series breaks, what a title may say."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.audit.headline import headline
from yunhe.audit.history import points
from yunhe.audit.trend import Told, Year, trend, unbroken
from yunhe.faces.multiple import multiple
from yunhe.faces.trend_chart import trend_chart
from yunhe.reading.reader import read_text

TEXT = """2025年江州市政府工作报告

一、2024年工作回顾
全年地区生产总值2206.3亿元，增长4%。一般公共预算收入220亿元，同口径增长10%。高新区实现地区生产总值800亿元。
五年来，地区生产总值年均增长6%。城镇登记失业率3.2%。
二、2025年目标任务和重点工作
今年经济社会发展主要预期目标是：地区生产总值增长5%左右，城镇登记失业率控制在4%以内。
"""


def told(year: int, value: str, of: int = 0, **more: Any) -> Told:
    return Told(f"r{of or year}", of or year, 7, year, Decimal(value), "=", more.pop("is_target", False), False, **more)


def series(*values: str, since: int = 2018) -> list[Year]:
    return trend(told(since + at, value) for at, value in enumerate(values) if value)


def test_points_are_of_the_whole_year_and_the_whole_area() -> None:
    found = [(p.claim.indicator_id, p.claim.kind, p.year, p.is_target, p.is_recounted) for p in points(read_text(TEXT))]
    assert ("gdp", "level", 2024, False, False) in found
    assert ("gdp", "growth", 2025, True, False) in found
    assert ("general_public_budget_revenue", "level", 2024, False, True) in found
    assert len([each for each in found if each[:2] == ("gdp", "level")]) == 1
    assert len([each for each in found if each[:2] == ("gdp", "growth")]) == 2


def test_the_report_on_a_year_counts_before_later_ones() -> None:
    years = trend([told(2020, "1690", 2025), told(2020, "1610"), told(2021, "1800")])
    assert (years[0].outcome, years[0].revised) == (told(2020, "1610"), told(2020, "1690", 2025))
    assert trend([told(2020, "1612", 2025), told(2020, "1610")])[0].revised is None


def test_the_newest_target_for_a_year_counts() -> None:
    five_years, own = told(2025, "9", 2020, is_target=True), told(2025, "5", 2024, is_target=True)
    assert trend([five_years, own])[0].target == own


def test_a_growth_that_does_not_lead_back_breaks_the_series() -> None:
    fits = told(2021, "110", low=Decimal("99.5"), high=Decimal("100.5"))
    off = told(2021, "110", low=Decimal("120"), high=Decimal("121"))
    assert [year.broken for year in trend([told(2020, "100"), fits])] == ["", ""]
    years = trend([told(2020, "100"), off])
    assert years[1].broken
    assert [year.year for year in unbroken(years)] == [2021]


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (("100", "104", "106", "109", "105"), "产值 2022年首次下降（2018年以来）"),
        (("100", "", "106", "109", "108"), "产值 2022年首次下降（2018年以来有数的4年里）"),
        (("100", "90", "80"), "产值连续2年下降，2020年80亿元"),
        (("170", "180", "190", "210"), "产值 2021年首次超过200亿元（2018年以来）"),
        (("210", "220", "230", "240"), "产值连续3年上升，2021年240亿元"),
        (("240", "210", "230"), "产值 2020年升到230亿元"),
        (("240", "240"), "产值 2019年与2018年持平，240亿元"),
        (("240",), "产值 2018年240亿元"),
    ],
)
def test_titles_of_levels_follow_the_rules(values: tuple[str, ...], title: str) -> None:
    years = series(*(f"{value}00000000" if value else "" for value in values))
    assert headline("产值", "level", "元", years) == title


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (("5", "6", "4", "3"), "产值增速 2021年增长3%，最低（2018年以来）"),
        (("2", "6", "4", "5", "3"), "产值增速 2022年增长3%，2018年以来最低"),
        (("5", "6", "5.2"), "产值增速 2020年增长5.2%，比2019年低0.8个百分点"),
        (("5", "6", "5", "-1"), "产值增速 2021年下降1%，首次为负（2018年以来）"),
        (("-5", "-6", "-5", "-1"), "产值增速 2021年下降1%，降幅最小（2018年以来）"),
    ],
)
def test_titles_of_growths_follow_the_rules(values: tuple[str, ...], title: str) -> None:
    assert headline("产值增速", "growth", "%", series(*values)) == title


@given(st.lists(st.one_of(st.none(), st.integers(-9, 400)), min_size=1, max_size=14))
def test_any_series_has_a_title_and_a_drawing(values: list[int | None]) -> None:
    years = series(*("" if value is None else str(value) for value in values))
    if years:
        chart = trend_chart("产值", "level", "元", years, lambda each: f"/reports/{each.report}/")
        drawing = multiple(chart)
        assert chart.title.startswith("产值")
        assert drawing.startswith("<svg")
        assert "style=" not in drawing
        assert len(chart.labels) == years[-1].year - years[0].year + 1


def test_a_first_fall_is_never_told_of_a_second() -> None:
    for values in (("3", "2", "4", "5", "4"), ("9", "8", "7", "6", "5")):
        assert "首次" not in headline("产值", "level", "家", series(*values))


def test_a_chart_shows_targets_revisions_and_breaks() -> None:
    off = told(2021, "1100", low=Decimal("1200"), high=Decimal("1210"))
    goal = told(2022, "1200", 2021, is_target=True)
    chart = trend_chart("户数", "level", "户", trend([told(2020, "1000"), told(2020, "900", 2023), off, goal]), str)
    assert [each.mark for each in chart.series] == ["line", "hollow", "revised"]
    assert chart.series[2].notes[0] == "2023年的报告"
    assert list(chart.breaks_said) == ["2021"]
    assert multiple(chart).count('class="hollow"') == 1
