"""Words are found however they are written: full or half width, upper or lower case, with any marks and blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.reading.folding import TAG, folded, letter, places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＧＤＰ 增长５％", "gdp增长5%"),
        ("“放管服”改革——更快", "「放管服」改革--更快"),
        ("100㎡", "100M2"),
        ("全 市\u3000生产\n总值", "全市生产总值"),
        ("6%~6.5%", "６％〜６．５％"),
    ],
)
def test_what_is_written_otherwise_is_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_different_marks_stay_different() -> None:
    assert folded("发展，改革") != folded("发展、改革")
    assert folded("发展，改革") != folded("发展改革")


def test_places_are_those_of_the_text() -> None:
    text = "全市 Ｇ Ｄ Ｐ增长，gdp"
    assert [text[start:end] for start, end in places(text, folded("GDP"))] == ["Ｇ Ｄ Ｐ", "gdp"]
    assert places("㎡㎡", "2m") == [(0, 2)]
    assert places("啊啊啊", "啊啊") == [(0, 3)]
    assert places("啊", "") == []


@given(st.text(), st.text())
def test_folding_is_letter_by_letter_and_done_once(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)
    assert folded(folded(one)) == folded(one)
    assert TAG not in folded(one)


@given(st.text(max_size=30), st.text(min_size=1, max_size=3))
def test_words_have_places_exactly_when_the_folded_text_holds_them(text: str, words: str) -> None:
    said = folded(words)
    assert bool(places(text, said)) == (bool(said) and said in folded(text))
    for start, end in places(text, said):
        assert said in folded(text[start:end])


def test_a_letter_is_remembered() -> None:
    assert letter("％") == letter("%") == "％"
