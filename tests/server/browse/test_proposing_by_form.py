"""A clerk proposes a longer limit by form, a second person accepts it; who proposed it cannot."""

from pathlib import Path

import pytest
from browsing import Site
from playwright.sync_api import expect
from some_proposals import CHIEF, CLERK, KEY, LIMIT, SAID, copied, forget, proved_quickly
from visitors import account

pytestmark = [pytest.mark.browser, pytest.mark.npm]


def test_a_limit_is_proposed_and_accepted(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proved_quickly(monkeypatch)
    folder = copied(tmp_path, monkeypatch)
    page = site.page(account("W1", CLERK))
    page.goto(f"{site.url}/mechanism/{KEY}/")
    page.click("text=提一项改动")
    site.examine(page)
    page.fill(f'[id="{LIMIT}"]', "8个工作日")
    page.fill("#since", "2099-01-01")
    page.fill("#reason", "街道书记出差多")
    page.fill("#basis", "示例口径")
    page.click("main form button")
    expect(page.locator(".changes")).to_contain_text(SAID)
    site.examine(page)
    page.click("text=接着改")
    expect(page.locator(f'[id="{LIMIT}"]')).to_have_value("8个工作日")
    page.go_back()
    page.click("button[value=propose]")
    expect(page.locator(".lead")).to_contain_text("等第二人")
    expect(page.locator("button[value=accept]")).to_have_count(0)
    url = page.url
    other = site.page(account("W2", CHIEF))
    other.goto(f"{site.url}/proposals/")
    site.examine(other)
    other.click(f"table >> text={KEY}")
    other.fill("#because", "同意")
    site.examine(other)
    other.click("button[value=accept]")
    expect(other.locator(".lead")).to_contain_text("新版本在文件夹里")
    site.examine(other)
    assert (folder / f"mechanisms/{KEY}@2099-01-01.yaml").exists()
    page.goto(url)
    expect(page.locator(".history")).to_contain_text("区政府办公室.负责人")
    forget()
