"""Which years a figure is about, told by the chapter and by the words before it."""

import csv
from pathlib import Path

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
        (
            "一、过去五年工作回顾\n\n五年来，主体达179万户，是“十二五”末的1.9倍；新增学校5所。",
            ["2022", "2022", "2018-2022"],
        ),
        ("一、五年工作回顾\n\n近三年投资年均增长9%；财政支出年均增长8%。", ["2020-2022", "2018-2022"]),
        ("一、五年工作回顾\n\n2020年以来，建成车站5座。新建道路6条。", ["2020-2022", "2018-2022"]),
        ("一、五年工作回顾\n\n出台规划（2020—2035年），建成车站5座。", ["2018-2022"]),
        (
            "二、今后五年目标\n\n今后五年，新建学校5所。\n\n2023年，新建道路6条。\n\n改造小区7个。",
            ["2023-2027", "2023", "2023"],
        ),
        (
            "一、五年工作回顾\n\n发放补贴5亿元。\n\n特别是刚刚过去的2022年，建成车站6座。\n\n新建道路6条。",
            ["2018-2022", "2022", "2022"],
        ),
        ("一、五年工作回顾\n\n累计引进外资3亿美元、内资到位8亿元，年均增长9%。", ["2018-2022"] * 3),
        ("一、五年工作回顾\n\n企业、学校分别达到5000家、600所，专利拥有量24件。", ["2022"] * 3),
        ("过去五年工作回顾\n\n一、创新发展思路，着力推进转型\n\n五年新建学校5所。", ["2018-2022"]),
        ("一、“十四五”良好开局\n\n生产总值5亿元。\n\n提前完成“十四五”规划目标，新建道路6条。", ["2022", "2022"]),
        ("一、2022年工作回顾\n\n“十四五”以来年均增长7.8%。新建道路6条。", ["2021-2022", "2022"]),
        ("一、五年工作回顾\n\n2022年是本届政府收官之年，新建道路6条。", ["2022"]),
        ("一、2022年工作回顾\n\n近三年累计，能耗下降9%，排放减少8%。新建道路6条。", ["2020-2022", "2020-2022", "2022"]),
        ("一、五年工作回顾\n\n建成学校5所。\n\n同时，我们也清醒地看到，还有危房7万户。", ["2018-2022", "2022"]),
        (
            "一、2022年工作回顾\n\n一季度增长3%，上半年增长4%，前三季度增长6%，全年增长5%。",
            ["2022-Q1", "2022-H1", "2022", "2022"],
        ),
        ("二、今年的目标任务\n\n新建学校5所。", ["2023"]),
        ("二、2023年工作\n\n安排三年内投资5亿元，新建学校6所。", ["2023-2025", "2023"]),
        ("二、今后五年目标\n\n为实现2035年远景目标，新建学校5所。", ["2023-2027"]),
        (
            "二、目标任务\n\n（一）今后五年目标\n\n建成学校5所。\n\n（二）2023年主要工作\n\n建成学校6所。",
            ["2023-2027", "2023"],
        ),
    ],
)
def test_years_of_a_report_after_a_term(body: str, expected: list[str]) -> None:
    assert periods(body) == expected


PIECES = Path(__file__).parent / "periods"


def pieces() -> dict[str, list[dict[str, str]]]:
    """Figures of parts of 41 reports, annotated from the text alone before it was read; sources stand beside them."""
    with (PIECES / "figures.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = sorted({row["text"] for row in rows})
    return {text: [row for row in rows if row["text"] == text] for text in texts}


def test_period_and_status_of_reports_on_a_term_or_a_plan() -> None:
    right = {"period": 0, "status": 0}
    total = 0
    for name, rows in pieces().items():
        claims = {claim.start: claim for claim in read_text((PIECES / name).read_bytes().decode(), name).claims}
        for row in rows:
            claim = claims.get(int(row["start"]))
            total += 1
            right["period"] += claim is not None and claim.period in row["period"].split("|")
            right["status"] += claim is not None and claim.status in row["status"].split("|")
    assert right["period"] >= 0.985 * total
    assert right["status"] >= 0.99 * total


def test_every_piece_has_a_source() -> None:
    with (PIECES / "PROVENANCE.tsv").open(encoding="utf-8", newline="") as file:
        listed = {row["text"]: row["source"] for row in csv.DictReader(file, delimiter="\t")}
    assert sorted(listed) == sorted(path.name for path in PIECES.glob("*.txt")) == sorted(pieces())
    assert all(listed.values())
