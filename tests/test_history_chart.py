"""The drawing of an indicator over the years: what it says in words, what is hollow, where the line breaks."""

import re
from decimal import Decimal
from xml.etree import ElementTree

from yunhe.review.history_chart import HEIGHT, WIDTH, Point, chart, headline, outcomes
from yunhe.types import Bound, Quantity, Status


def point(
    year: int,
    value: str,
    status: Status = "actual",
    *,
    reported: int = 0,
    basis: str = "",
    bound: Bound = "=",
    here: bool = False,
) -> Point:
    link = f"/reports/x/?figure={year}"
    return Point(year, reported or year + 1, "growth", Quantity(Decimal(value), "%", bound), status, basis, link, here)


def test_one_year_is_no_history() -> None:
    assert chart([point(2024, "4"), point(2024, "5.5", "target")], "标题") == ""
    assert headline([point(2024, "4")], 2024) == ""


def test_a_target_stands_beside_its_outcome() -> None:
    points = [point(2023, "5"), point(2024, "4"), point(2024, "5.5", "target", reported=2024, bound="~")]
    assert headline(points, 2024) == "2024年：目标 约+5.5%，结果 +4%"
    assert headline(points, 2023) == "2023年 +5% → 2024年 +4%"
    assert chart(points, "标题").count('class="dot target"') == 1


def test_the_first_report_tells_and_a_later_value_is_a_ring() -> None:
    points = [point(2023, "5"), point(2023, "5.2", reported=2025), point(2023, "5", reported=2026), point(2024, "4")]
    assert [each.amount for each in outcomes(points)] == ["+5%", "+4%"]
    drawn = chart(points, "标题")
    assert drawn.count('class="dot again"') == 1
    assert drawn.count('class="dot actual') == 2


def test_the_line_breaks_where_the_basis_changes() -> None:
    same = [point(2022, "3"), point(2023, "5"), point(2024, "4")]
    assert chart(same, "标题").count('class="between"') == 2
    other = [point(2022, "3"), point(2023, "5", basis="可比价"), point(2024, "4", basis="可比价")]
    assert chart(other, "标题").count('class="between"') == 1


def test_it_is_sound_and_stays_inside() -> None:
    points = [point(2020, "-3.5"), point(2021, "8"), point(2022, "8"), point(2024, "4", here=True)]
    drawn = chart(points, '增速 "<b>"')
    root = ElementTree.fromstring(drawn)
    assert "style" not in drawn
    assert root.attrib["aria-label"] == '增速 "<b>"'
    for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawn):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= HEIGHT
    assert 'class="zero"' in drawn
    level = chart([point(2023, "5"), point(2024, "5")], "平")
    assert "nan" not in level
