"""A chart holds exact values in its table and their nearest numbers in what is drawn."""

from decimal import Decimal

import pytest

from yunhe.faces.chart import Chart, Series, said


def flow() -> Chart:
    made = Series("实际", (Decimal("16725.40"), None), links=("/reports/x/#f1", ""), notes=("", "口径变了"))
    return Chart("去年没有说", "亿元", ("2024", "2025"), (made, Series("目标", (None, 17000), "hollow")))


def test_the_table_has_exact_values_and_where_they_come_from() -> None:
    rows = dict(flow().rows)
    assert rows["2024"][0] == ("16,725.4", "/reports/x/#f1", "")
    assert rows["2025"] == [("", "", "口径变了"), ("17,000", "", "")]


def test_what_is_drawn_has_gaps_where_nothing_is_known() -> None:
    drawn = flow().drawn
    assert drawn["series"][0]["values"] == [16725.4, None]
    assert drawn["series"][1]["mark"] == "hollow"


def test_series_and_labels_must_fit() -> None:
    with pytest.raises(ValueError, match="3 of 2 labels"):
        Chart("不齐", "", ("甲", "乙"), (Series("丙", (1, 2, 3)),))


@pytest.mark.parametrize(
    ("value", "words"), [("0", "0"), ("-1234.50", "-1,234.5"), ("-0.5", "-0.5"), ("1E+6", "1,000,000"), (None, "")]
)
def test_values_are_grouped_and_exact(value: str | None, words: str) -> None:
    assert said(None if value is None else Decimal(value)) == words
