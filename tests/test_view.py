"""The view: what helps reading changes no offset of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.reading.view import View
from yunhe.types import Document


def view_of(text: str) -> View:
    return View(Document("-", text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("收入３７５１１元", "收入37511元"),
        ("收入37 511元", "收入37511元"),
        ("增长13. 5％", "增长13.5%"),
        ("水质Ш类", "水质Ⅲ类"),
        ("二О三五年", "二〇三五年"),
        ("各位代表:今年,我们", "各位代表：今年，我们"),
        ("比例2.22:1", "比例2.22:1"),
        ("共1,234元", "共1,234元"),
        ("市长  刘 奇", "市长刘奇"),
        ("12 34 56", "12 34 56"),
    ],
)
def test_it_shows_what_is_meant(text: str, shown: str) -> None:
    assert view_of(text).chars == shown


def test_a_sentence_cut_by_a_page_is_joined() -> None:
    text = (
        "全区经济运行稳中有进，社会大局保持平稳安定，各项事业都取得了新的进展。实现零售总额1658.6亿\n\n元，增长3.5%。"
    )
    view = view_of(text)
    assert "1658.6亿元，增长" in view.chars
    start = view.chars.index("1658")
    first, last = view.text_range(start, start + len("1658.6亿元"))
    assert text[first:last] == "1658.6亿\n\n元"


def test_headings_are_not_joined() -> None:
    text = (
        "现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员提出意见\n2018年工作回顾\n2018年，我们取得成绩。"
    )
    assert "\n2018年工作回顾\n" in view_of(text).chars


@given(st.text(alphabet="一二三年月，。、：；\n\r\t 　０９1234567890.％%()（）“”亿万元ab", max_size=120))
def test_offsets_of_the_view_rise_through_the_text(text: str) -> None:
    view = view_of(text)
    offsets = [view.text_offset(at) for at in range(len(view.chars))]
    assert offsets == sorted(set(offsets))
    assert all(text[offset] not in "\n\r" or view.chars[at] == "\n" for at, offset in enumerate(offsets))
