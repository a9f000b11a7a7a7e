"""Periods on the site: handed in and approved level by level, each in the post that may, taken back from above."""

import re
from html import unescape
from typing import Any

import pytest
from some_observations import make
from visitors import staff, stranger

pytestmark = pytest.mark.usefixtures("site_of_tests")
REPORTER, STATISTICS, OFFICE = "区发改经信局.统计岗", "区统计局.审核岗", "区政府办公室.审定岗"
URL = "/period/经济/2024/"


def said(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_a_period_goes_up_level_by_level_and_comes_back_from_above() -> None:
    make()
    first, second = staff("W1", REPORTER), staff("W2", STATISTICS)
    early = second.post(URL, {"level": "区统计局", "do": "approve"})
    assert early.status_code == 422
    assert "“报送单位”还没有审定" in said(early)
    assert "报送，从此锁定" in said(first.get(URL))
    assert "报送，从此锁定" not in said(second.get(URL))
    assert first.post(URL, {"level": "报送单位", "do": "approve"}).status_code == 302
    assert second.post(URL, {"level": "区统计局", "do": "approve"}).status_code == 302
    page = said(first.get(URL))
    assert "已锁定 · 报送单位 → 区统计局" in page
    assert "与审定时的相同" in page
    assert "模拟数据" in page
    late = first.post(URL, {"level": "报送单位", "do": "unapprove", "reason": "漏了一项"})
    assert late.status_code == 422
    assert "上级“区统计局”已经审定" in said(late)
    assert "没有写理由" in said(second.post(URL, {"level": "区统计局", "do": "unapprove", "reason": " "}))
    assert second.post(URL, {"level": "区统计局", "do": "unapprove", "reason": "核实有误"}).status_code == 302
    assert "核实有误" in said(first.get(URL))


def test_nobody_decides_at_a_level_that_is_not_theirs() -> None:
    make()
    office = staff("W4", OFFICE)
    for fields in ({"level": "没有这级"}, {}):
        assert office.post(URL, {**fields, "do": "approve"}).status_code == 422
    assert "这一级不由你的岗位定" in said(office.post(URL, {"level": "报送单位", "do": "approve"}))
    assert stranger().get("/periods/").status_code == 302
    assert "未审定，可以改" in said(office.get(URL))


def test_an_indicator_says_what_is_locked_and_who_answers_for_it() -> None:
    make()
    staff("W1", REPORTER).post(URL, {"level": "报送单位", "do": "approve"})
    page = said(stranger().get("/observation/gdp/"))
    assert "锁定 · 报送单位" in page
    assert f"由{REPORTER}报送" in page
    assert "/period/" not in stranger().get("/observation/gdp/").content.decode()
    assert "2024" in said(staff("W5", OFFICE).get("/periods/"))


def test_a_period_is_found_by_what_people_write() -> None:
    make()
    office = staff("W4", OFFICE)
    found = office.get("/periods/", {"dataset": "经济", "period": "2024年一季度"})
    assert found["Location"].endswith("/2024-Q1/")
    assert office.get("/periods/", {"dataset": "经济", "period": "去年"}).status_code == 422
