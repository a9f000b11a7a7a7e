"""Journeys over the years of an area: from the list to its multiples, to one indicator large, to the figure."""

import pytest
from browsing import Site
from playwright.sync_api import expect
from readable import LAST, TEXT, stands

pytestmark = [pytest.mark.browser, pytest.mark.npm]


def test_from_an_area_to_a_chart_to_a_figure(site: Site) -> None:
    stands(LAST, "江州市-2024.txt")
    stands(TEXT, "江州市-2025.txt")
    page = site.page()
    page.goto(site.url + "/area/")
    page.get_by_role("link", name="江州市").click()
    expect(page.locator("svg.multiple").first).to_be_visible()
    site.examine(page)
    page.get_by_role("link", name="地区生产总值 2024年升到").click()
    expect(page.locator(".plot svg").first).to_be_visible()
    site.examine(page)
    page.emulate_media(media="print")
    expect(page.locator(".plot svg").first).to_be_visible()
    page.emulate_media(media="screen", color_scheme="light" if site.is_dark else "dark")
    site.examine(page)
    page.get_by_role("link", name="2,206.3").click()
    assert "/reports/" in page.url
    assert "figure=" in page.url


def test_the_tables_say_it_without_scripts(site: Site) -> None:
    stands(LAST, "江州市-2024.txt")
    stands(TEXT, "江州市-2025.txt")
    page = site.page(scripts=False)
    page.goto(site.url + "/area/江州市/?indicator=gdp")
    expect(page.locator(".plot").first).to_be_hidden()
    expect(page.get_by_role("cell", name="2,206.3")).to_be_visible()
