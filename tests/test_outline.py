"""The outline of real reports, checked against their first pages."""

from itertools import pairwise
from pathlib import Path

import pytest

from yunhe import read_text
from yunhe.types import Outline

ROOT = Path(__file__).resolve().parent.parent


def outline_of(path: str) -> Outline:
    file = ROOT / path
    return read_text(file.read_bytes().decode("utf-8-sig"), file.name).outline


@pytest.mark.parametrize(
    ("path", "area", "level", "speaker", "date", "year"),
    [
        ("districts/gongshu/reports/2025.txt", "拱墅区", "county", "敖煜新", "2025-05-28", 2024),
        ("gold/杭州市-2025.txt", "杭州市", "city", "姚高员", "2025-05-22", 2024),
        ("gold/宁波市-2012.txt", "宁波市", "city", "刘奇", "2012-04-19", 2011),
        ("gold/江苏省-2020.txt", "江苏省", "province", "吴政隆", "2020-01-15", 2019),
        ("corpus/national/国务院-2025.txt", "全国", "national", "李强", "2025-03-05", 2024),
    ],
)
def test_the_head_of_a_report_is_read(path: str, area: str, level: str, speaker: str, date: str, year: int) -> None:
    outline = outline_of(path)
    found = (outline.area, outline.level, outline.speaker, outline.date, outline.year)
    assert found == (area, level, speaker, date, year)


def test_the_session_and_the_organ_are_read() -> None:
    outline = outline_of("districts/gongshu/reports/2025.txt")
    assert outline.session == "拱墅区第一届人民代表大会第四次会议"
    assert outline.organ == "拱墅区人民政府"
    assert outline.title == "政府工作报告"


def test_a_text_that_ends_in_mid_sentence_is_marked_truncated() -> None:
    assert outline_of("districts/gongshu/reports/2025.txt").truncated
    assert not outline_of("gold/杭州市-2025.txt").truncated


def test_parts_that_review_and_parts_that_plan_are_told_apart() -> None:
    outline = outline_of("gold/杭州市-2025.txt")
    chapters = [(section.title, section.role) for section in outline.sections if section.level == 1]
    assert chapters == [
        ("一、2024年以来政府工作回顾", "review"),
        ("二、2025年发展主要目标和政府工作安排", "plan"),
    ]


def test_headings_form_paths() -> None:
    outline = outline_of("districts/gongshu/reports/2025.txt")
    paths = [section.path for section in outline.sections if section.level == 2]
    assert paths[0] == "一、2024年以来政府工作回顾 / （一）全力拼经济稳增长，经济运行企稳向好"
    assert len(paths) == 6


def test_sections_cover_the_text_in_order() -> None:
    for path in ("gold/江苏省-2020.txt", "corpus/national/国务院-2025.txt"):
        sections = outline_of(path).sections
        assert all(one.end <= other.start + 1 for one, other in pairwise(sections))


def test_a_glossary_is_no_part_of_the_plan() -> None:
    text = "一、2024年工作回顾\n新建学校7所。\n二、2025年工作安排\n新建学校8所。\n名词解释\n1.“三线”：指三条线。"
    chapters = [section.role for section in read_text(text).outline.sections if section.level == 1]
    assert chapters == ["review", "plan", "glossary"]


def test_a_plan_without_headings_begins_with_the_year() -> None:
    text = (
        "2025年1月10日在某市第一届人民代表大会第二次会议上\n各位代表：\n"
        + "过去一年，我们坚持稳中求进，全市经济社会发展取得新的成绩，各项事业全面进步，"
        + "人民生活不断改善，社会大局和谐稳定，民生实事全部办结，新建学校7所。\n"
        + "2025年是“十四五”规划收官之年，做好各项工作意义重大，我们要新建学校8所，努力完成全年目标任务。"
    )
    claims = read_text(text).claims
    assert [(claim.quote, claim.status, claim.period) for claim in claims] == [
        ("7所", "actual", "2024"),
        ("8所", "target", "2025"),
    ]


@pytest.mark.parametrize(
    ("titles", "plans"),
    [
        ("一、跨越赶超的“十二五” 二、创新转型的“十三五” 三、奋力前行的2016年", [1, 2]),
        ("一、奋力攻坚，发展迈出新步伐 二、科学谋划，率先全面建成小康社会 三、实现“十三五”良好开局", [1, 2]),
        ("一、过去五年和2015年工作 二、全面开创现代化建设新局面 三、2016年重点工作", [1, 2]),
        ("一、担当实干，2015年发展成效凸显 二、争先跨越，实现圆满收官", [1]),
        ("一、2015年工作回顾 二、过去五年工作回顾 三、“十三五”规划时期发展构想", [2]),
    ],
)
def test_a_plan_is_known_by_its_place_and_its_years(titles: str, plans: list[int]) -> None:
    parts = [
        f"{title}\n\n全市完成投资100亿元，增长5%，各项事业取得了新的进步，人民生活持续改善。"
        for title in titles.split(" ")
    ]
    text = "\n\n".join(
        ["政府工作报告", "——2016年1月18日在合肥市第十五届人民代表大会第四次会议上", "各位代表：", *parts]
    )
    chapters = [section for section in read_text(text, "合肥市-2016.txt").outline.sections if section.level == 1]
    assert [index for index, section in enumerate(chapters) if section.role == "plan"] == plans


def test_a_communique_plans_nothing() -> None:
    parts = [
        f"{title}\n\n全年完成投资100亿元，比上年增长5%，各项事业取得了新的进步。"
        for title in ("一、工业", "二、基本建设")
    ]
    text = "\n\n".join(["国家统计局关于1980年国民经济计划执行结果的公报", "1981年4月29日", *parts])
    assert all(section.role != "plan" for section in read_text(text, "公报-1980.txt").outline.sections)
