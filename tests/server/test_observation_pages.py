"""Observations on the site: for whoever reads, with status, source and what they were before."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from some_observations import PLACE, make
from visitors import stranger

pytestmark = pytest.mark.usefixtures("site_of_tests")


def said(answer: Any) -> str:
    """What somebody reads."""
    assert answer.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_an_indicator_shows_every_version() -> None:
    make()
    seen = said(stranger().get("/observation/gdp/"))
    assert "2023 2010.5亿元 最终 · 模拟" in seen
    assert "改过 1 次" in seen
    assert "2000亿元 初步" in seen
    assert "2022 年 1900亿元，2024 年 2206.3亿元" in seen
    assert "例报告" in seen
    assert "模拟数据" in seen


def test_the_list_leads_to_them() -> None:
    make()
    listed = stranger().get("/observations/")
    assert "/observation/gdp/" in listed.content.decode()
    assert "2022–2024" in said(listed)
    assert "2022–2024" in said(stranger().get(f"/observations/?place={PLACE}"))
    assert "2022–2024" in said(stranger().get("/observations/?place=没有"))


def test_what_is_not_observed_is_not_there() -> None:
    assert stranger().get("/observation/gdp/").status_code == 404
    assert "还没有登记观测值" in said(stranger().get("/observations/"))


def test_on_a_server_a_reader_must_be_known(monkeypatch: pytest.MonkeyPatch, site_of_tests: Path) -> None:
    monkeypatch.setenv("YUNHE_SITE", "server")
    for path in ("/observations/", "/observation/gdp/", "/mechanisms/", "/mechanism/信访/"):
        assert stranger().get(path).status_code == 302, path
