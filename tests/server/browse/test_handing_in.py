"""A journey: several reports are handed in, followed while a worker reads them, found in the list, one deleted."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shelved
from browsing import Site
from visitors import GONGSHU

pytestmark = [pytest.mark.browser, pytest.mark.npm]


@pytest.fixture
def worker(site: Site) -> Iterator[None]:
    """A worker beside the site, as `yunhe serve` has one."""
    from django.db import connection

    from yunhe.server.reports.working import Task, Worker

    stopped = threading.Event()

    def work() -> None:
        Worker(Task(GONGSHU), stopped).run()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stopped.set()
    thread.join()


def files(folder: Path) -> list[Path]:
    """Two reports and one that cannot be read."""
    made = {"江州市-2024.txt": shelved.LAST, "江州市-2025.txt": shelved.TEXT, "空的.txt": ""}
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in made]


def test_reports_are_handed_in_and_followed(site: Site, worker: None, tmp_path: Path) -> None:
    page = site.page()
    page.goto(site.url + "/reports/")
    site.examine(page)
    page.set_input_files("#files", files(tmp_path))
    assert page.locator(".chosen li").count() == 3
    page.check("[value=draft]")
    page.click("text=交上去读")
    page.wait_for_url("**/reports/batch/**")
    assert "空的.txt: 文件是空的" in page.inner_text(".refused")
    page.wait_for_selector("text=读完 2 份", timeout=30_000)
    site.examine(page)
    page.goto(site.url + "/reports/?drafts=on")
    assert page.locator("tbody tr").count() == 2
    site.examine(page)


def test_without_scripts_too(site: Site, tmp_path: Path) -> None:
    site.allowed.append("422")
    page = site.page(scripts=False)
    page.goto(site.url + "/reports/")
    page.click("text=交上去读")
    assert "没有选文件" in page.inner_text(".errors")
    page.set_input_files("#files", files(tmp_path)[:2])
    page.click("text=交上去读")
    page.wait_for_url("**/reports/batch/**")
    assert "还有 2 份没有读完" in page.inner_text("main")
    assert page.locator("meta[http-equiv=refresh]").count() == 1


def test_a_draft_is_deleted_with_a_receipt(site: Site) -> None:
    report = shelved.stands(is_draft=True)
    page = site.page()
    page.goto(f"{site.url}/reports/{report.pk}/remove/")
    site.examine(page)
    page.click("button.danger")
    page.wait_for_url("**/receipts/**")
    assert report.sha256 in page.inner_text("main")
    site.examine(page)
    page.goto(site.url + "/receipts/")
    assert report.name in page.inner_text("main")
