"""The site in a real browser: a server in a thread, Debian's Chromium through Playwright, axe for accessibility.

    @pytest.mark.browser
    def test_a_journey(site: Site) -> None:
        page = site.page(clerk)                     # clerk: an Account with PASSWORD; or site.page() for a stranger
        page.goto(site.url + "/desk/")
        site.examine(page)                          # axe, nothing wider than the screen

Errors on the console and requests that leave the site fail the test at its end. `site.width` is that of the screen: one
in `make test`, all in `make soak`.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browser import chromium
from playwright.sync_api import Browser, Page, sync_playwright
from visitors import PASSWORD

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
AXE = Path(__file__).resolve().parents[2] / "build/npm/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN_AXE = """async rules => (await axe.run({runOnly: rules})).violations.map(
  found => `${found.id}: ${found.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | ")}`)"""
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Site:
    """A running site and a browser before it."""

    def __init__(self, url: str, browser: Browser, width: int, is_dark: bool = False) -> None:
        self.url, self.browser, self.width, self.is_dark = url, browser, width, is_dark
        self.wrong: list[str] = []
        self.allowed: list[str] = []  # parts of console messages that a test expects, such as "422"

    def page(self, account: Any = None, *, scripts: bool = True, width: int = 0) -> Page:
        """A page of a browser of its own, logged in when an account is given."""
        context = self.browser.new_context(
            viewport={"width": width or self.width, "height": 900},
            color_scheme="dark" if self.is_dark else "light",
            locale="zh-CN",
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.wrong.append(f"错误：{error}"))
        page.on("request", lambda request: self._watch(request.url))
        if account is not None:
            self.log_in(page, account.username)
        return page

    def log_in(self, page: Page, username: str, password: str = PASSWORD) -> None:
        """Through the form, as people do."""
        page.goto(f"{self.url}/account/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", password)
        page.click("main button")
        page.wait_for_url(lambda url: "/account/login/" not in url)

    def examine(self, page: Page) -> None:
        """No violation that axe finds, nothing wider than the screen."""
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(_RUN_AXE, RULES)
        assert not found, f"{page.url} {found}"
        assert page.evaluate(_WIDER) <= 0, f"{page.url} 比屏幕宽"

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(part in text for part in self.allowed):
            self.wrong.append(f"控制台：{text}")

    def _watch(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:", "about:")):
            self.wrong.append(f"离开了本站：{url}")


@contextmanager
def served() -> Iterator[str]:
    """The site on a free port, in a thread of this process, over the database of the test."""
    import uvicorn

    from yunhe.server.asgi import application

    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not (server.started and server.servers):
        assert thread.is_alive(), "网站没有起来"
        assert time.monotonic() < until, "网站起来得太慢"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def browsed() -> Iterator[Browser]:
    """Debian's Chromium."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright runs a loop in this thread, beside which tests use the ORM
    )
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            try:
                yield browser
            finally:
                browser.close()
    finally:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
        if before is not None:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before
