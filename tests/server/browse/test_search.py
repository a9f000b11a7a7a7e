"""Journeys through search: from the box of the frame to a sentence, narrowed, by keys alone, without scripts."""

import pytest
from browsing import Site
from playwright.sync_api import expect
from test_searching import TEXT, folder, stands

pytestmark = [pytest.mark.browser, pytest.mark.npm]
__all__ = ["folder"]


def two_years() -> None:
    stands(TEXT, "江州市-2025.txt")
    stands(TEXT.replace("2025", "2024").replace("2024年工", "2023年工"), "江州市-2024.txt")


def test_from_the_box_of_the_frame_to_a_sentence(site: Site) -> None:
    two_years()
    page = site.page()
    page.goto(site.url + "/search/")
    site.examine(page)
    page.keyboard.press("Escape")
    page.fill("#search", "公园 小区")
    page.press("#search", "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("公园 小区")
    expect(page.locator(".sentence")).to_have_count(2)
    site.examine(page)
    if not page.locator(".facets").get_attribute("open") and site.width < 900:
        page.get_by_text("缩小范围").click()
    page.get_by_role("link", name="2024", exact=True).click()
    expect(page.locator(".sentence")).to_have_count(1)
    page.keyboard.press("j")
    assert "/#s" in str(page.evaluate("document.activeElement.href"))
    page.go_back()
    expect(page.locator(".sentence")).to_have_count(2)


def test_it_is_all_there_without_scripts(site: Site) -> None:
    two_years()
    page = site.page(scripts=False)
    page.goto(site.url + "/search/?q=公园")
    expect(page.locator(".sentence mark")).to_have_count(2)
    page.get_by_role("link", name="2024", exact=True).click()
    expect(page.locator(".sentence")).to_have_count(1)
    page.get_by_role("link", name="不再限于此").click()
    expect(page.locator(".sentence")).to_have_count(2)
