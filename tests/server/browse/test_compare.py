"""Journeys of a comparison: choose two, see what came of the targets, narrow, take it along."""

import pytest
from browsing import Site
from playwright.sync_api import expect
from readable import LAST, TEXT, stands

pytestmark = [pytest.mark.browser, pytest.mark.npm]


def test_choose_two_years_narrow_and_take_the_table_along(site: Site) -> None:
    stands(LAST, "江州市-2024.txt")
    stands(TEXT, "江州市-2025.txt")
    page = site.page(scripts=False)
    page.goto(site.url + "/compare/")
    page.get_by_label("旧稿").select_option(label="2023 · 江州市-2024.txt")
    page.get_by_label("新稿").select_option(label="2024 · 江州市-2025.txt")
    page.get_by_role("button", name="比较").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023 年与 2024 年")
    page.get_by_role("link", name="未达到").click()
    expect(page.locator(".verdict").first).to_have_text("未达到")
    with page.expect_download() as handed:
        page.get_by_role("link", name="下载这张表（csv）").click()
    assert handed.value.suggested_filename.endswith(".csv")
    page.get_by_role("link", name="改按数字逐处比").click()
    expect(page.locator(".change").first).to_be_visible()
