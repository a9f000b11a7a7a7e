"""The front door in a browser: a system opens beside the report, every state has its URL, back and Esc lead back."""

from pathlib import Path

import pytest
from browsing import Site
from playwright.sync_api import expect
from visitors import GONGSHU

pytestmark = [pytest.mark.browser, pytest.mark.npm]


def test_a_system_opens_beside_the_report(site: Site) -> None:
    page = site.page()
    page.goto(site.url)
    expect(page.locator(".system[id]")).to_have_count(158)
    page.click("#S025")
    expect(page.locator("#behind-title")).to_contain_text("企呼我应")
    assert page.url.endswith("?system=S025")
    site.examine(page)
    page.go_back()
    expect(page.locator(".red h2")).to_be_visible()
    page.click("#S113")
    expect(page.locator("#behind-title")).to_contain_text("安居守护")
    page.keyboard.press("Escape")
    expect(page.locator(".red h2")).to_be_visible()
    assert page.url == site.url + "/"


def test_a_link_to_a_system_opens_it_and_a_filter_stays(site: Site) -> None:
    page = site.page()
    page.goto(site.url + "/?system=S152")
    expect(page.locator("blockquote")).to_have_text("办理人大代表建议206件、政协委员提案132件")
    page.goto(site.url + "/?state=待计算")
    expect(page.locator(".system:not(.other)[id]")).to_have_count(8)
    site.examine(page)


def test_the_map_works_without_scripts(site: Site) -> None:
    page = site.page(scripts=False)
    page.goto(site.url)
    page.click("#S002")
    expect(page.locator("#behind-title")).to_contain_text("地区生产总值")


def test_a_stranger_on_a_server_sees_no_matter(
    site: Site, site_of_tests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yunhe.server.pages.here import here
    from yunhe.server.pages.sitting import Sitting

    monkeypatch.setenv("YUNHE_DISTRICT", str(GONGSHU))
    assert here().folder == GONGSHU
    assert not Sitting(at=Sitting().at).is_known
    assert Sitting().sight.grants[0].only_simulated
    monkeypatch.setenv("YUNHE_SITE", "server")
    assert Sitting().sight.grants == ()
