"""The page that compares: two drafts by their figures, two years by indicator, and the same as a file."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from readable import LAST, TEXT, stands
from visitors import stranger

from yunhe.server import comparing
from yunhe.server.accounts.models import Account
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report

REVISED = TEXT.replace("2206.3亿元", "2207亿元").replace("新增就业3万余人，", "")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a folder of the test."""
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "文件"))
    shelf.forget()
    comparing.forget()


def text_of(path: str) -> str:
    answer = stranger().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def two_years() -> str:
    return f"/compare/?a={stands(LAST, '江州市-2024.txt').pk}&b={stands().pk}"


def two_drafts() -> str:
    return f"/compare/?a={stands().pk}&b={stands(REVISED, '江州市-2025-二稿.txt').pk}"


def test_two_years_are_aligned_by_indicator(database: str) -> None:
    html = text_of(two_years())
    assert "2023 年与 2024 年" in html
    assert "增长6%左右" in html
    assert "未达到" in html
    assert "?figure=" in html


def test_the_earlier_year_stands_first_however_they_are_given(database: str) -> None:
    old, new = stands(LAST, "江州市-2024.txt").pk, stands().pk
    assert "2023 年与 2024 年" in text_of(f"/compare/?a={new}&b={old}")


def test_two_drafts_are_compared_by_their_figures(database: str) -> None:
    html = text_of(two_drafts())
    assert "<del>2206.3亿元</del> → <ins>2207亿元</ins>" in html
    assert "新稿没有" in html
    narrowed = text_of(two_drafts() + "&show=dropped&mode=drafts")
    assert "<ins>" not in narrowed


def test_a_file_has_exactly_the_rows_that_are_seen(database: str) -> None:
    path = f"{two_years()}&mode=years"
    for more in ("", "&show=未达到"):
        seen = text_of(path + more).count('<th scope="row">')
        answer = stranger().get(path + more + "&as=csv")
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert "attachment" in answer.headers["Content-Disposition"]
        assert len(answer.content.decode("utf-8-sig").splitlines()) == seen + 1
        book = load_workbook(BytesIO(stranger().get(path + more + "&as=xlsx").content))
        assert book.worksheets[0].max_row == seen + 1


def test_a_file_of_drafts_has_every_figure_that_changed(database: str) -> None:
    path = two_drafts()
    old, new = (Report.objects.get(name=name) for name in ("江州市-2025.txt", "江州市-2025-二稿.txt"))
    lines = stranger().get(path + "&as=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == len(comparing.differences(old, new)) + 1


def test_the_same_report_twice_is_asked_for_again(database: str) -> None:
    report = stands().pk
    html = text_of(f"/compare/?a={report}&b={report}")
    assert "要两份不同的报告" in html
    assert f'value="{report}" selected' in html


def test_two_are_picked_in_the_list_of_reports(database: str) -> None:
    old, new = stands(LAST, "江州市-2024.txt").pk, stands().pk
    listed = text_of("/reports/")
    assert listed.count('form="comparing"') == 2
    assert "/area/" in listed
    assert "2023 年与 2024 年" in text_of(f"/compare/?pick={new}&pick={old}")
    for picked in (f"?pick={new}", f"?pick={new}&pick={new}", f"?pick={new}&pick={old}&pick=x"):
        assert "要两份不同的报告" in text_of(f"/compare/{picked}")


def test_others_drafts_are_neither_compared_nor_offered(database: str) -> None:
    owner = Account.objects.create_user("W9", "一把够长的口令呀").pk
    draft, report = stands(REVISED, "秘密.txt", owner, is_draft=True).pk, stands().pk
    assert stranger().get(f"/compare/?a={report}&b={draft}").status_code == 404
    assert str(draft) not in text_of("/compare/")


@pytest.mark.parametrize("query", ["?a=&b=", "?a=x&b=y", "?a=%00&b=1", "?mode=z"])
def test_whatever_is_asked_is_answered(database: str, query: str) -> None:
    assert stranger().get(f"/compare/{query}").status_code in (200, 400, 404)
