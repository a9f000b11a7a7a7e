"""Which years a figure is about, told by the chapter and by the words before it."""

import pytest

from yunhe import read_text

HEAD = "政府工作报告\n\n——2023年1月5日在许昌市第八届人民代表大会第一次会议上\n\n各位代表：\n\n"


def periods(body: str) -> list[str | None]:
    return [claim.period for claim in read_text(HEAD + body, "许昌市-2023.txt").claims]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、七届政府工作回顾\n\n2017年以来，投资完成1亿元。\n\n——建成学校5所。", ["2017-2022", "2017-2022"]),
        ("一、五年工作回顾\n\n总产值5亿元，是2016年的2.4倍。新增学校5所。", ["2022", "2022", "2018-2022"]),
        ("一、过去五年和2022年工作回顾\n\n一次会议以来的五年，建成学校5所。\n\n改造小区6个。", ["2018-2022"] * 2),
        (
            "一、过去五年和2022年工作回顾\n\n五年来，建成学校5所。\n\n刚刚过去的2022年，改造小区6个。",
            ["2018-2022", "2022"],
        ),
        ("一、过去五年工作回顾\n\n——影响力提升。2022年2月，举办论坛3场。\n\n建成学校5所。", ["2022", "2018-2022"]),
        (
            "一、过去五年工作回顾\n\n建成学校5所。\n\n二、2023年重点工作\n\n过去的一年，新建道路5条。\n\n建成公园6个。",
            ["2018-2022", "2022", "2023"],
        ),
    ],
)
def test_years_of_a_report_after_a_term(body: str, expected: list[str]) -> None:
    assert periods(body) == expected
