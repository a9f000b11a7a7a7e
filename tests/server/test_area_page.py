"""The page of an area: every indicator of its reports over the years, and nothing of others' drafts."""

from pathlib import Path

import pytest
from readable import LAST, TEXT, stands
from visitors import stranger

from yunhe.server.histories.models import Point
from yunhe.server.reports import shelf
from yunhe.server.reports.removal import remove


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a folder of the test."""
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "文件"))
    shelf.forget()


def text_of(path: str) -> str:
    answer = stranger().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def two_years() -> tuple[str, str]:
    return str(stands(LAST, "江州市-2024.txt").pk), str(stands(TEXT, "江州市-2025.txt").pk)


@pytest.mark.ledger
def test_each_indicator_has_its_years_with_ways_to_the_figures(database: str) -> None:
    last, this = two_years()
    html = text_of("/area/江州市/")
    assert "2 份报告，报告 2023–2024 年" in html
    assert "地区生产总值 2024年升到2206.3亿元" in html
    assert "地区生产总值增速 2024年增长4%，比2023年低1个百分点" in html
    for report in (last, this):
        assert f'href="/reports/{report}/?figure=' in html
    assert html.count('class="hollow"') >= 1
    assert "style=" not in html


def test_one_indicator_is_drawn_large_with_its_data_beside_it(database: str) -> None:
    two_years()
    html = text_of("/area/江州市/?indicator=gdp")
    assert html.count("data-chart=") == 2
    assert '"labels": ["2023", "2024"]' in html
    assert "这个地区的报告没有说过" in text_of("/area/江州市/?indicator=cpi")


def test_words_groups_and_years_narrow(database: str) -> None:
    two_years()
    assert "增速 2024年" not in text_of("/area/江州市/?q=就业")
    assert "2024年增长4%，比" not in text_of("/area/江州市/?from=2024&to=2024")
    assert "没有这样的指标" in text_of("/area/江州市/?q=没有这个")
    assert 'aria-current="page">核算' in text_of("/area/江州市/?group=核算")


@pytest.mark.ledger
def test_an_area_with_a_nul_is_refused(database: str) -> None:
    assert stranger().get("/area/%00/").status_code == 400


@pytest.mark.parametrize("query", ["?page=x&from=1&to=99999", "?group=甲&indicator=乙", "?q=<script>alert(1)</script>"])
def test_whatever_is_asked_is_answered(database: str, query: str) -> None:
    two_years()
    assert "<script>alert" not in text_of(f"/area/江州市/{query}")


def test_an_area_that_nobody_reports_on_is_unknown(database: str) -> None:
    assert stranger().get("/area/江州市/").status_code == 404
    assert "先放一份报告到架上" in text_of("/area/")


@pytest.mark.ledger
def test_points_go_with_their_report(database: str) -> None:
    report = stands()
    assert Point.objects.filter(report=report, indicator="gdp", kind="level", year=2024).exists()
    remove(report, "本机")
    assert not Point.objects.exists()
