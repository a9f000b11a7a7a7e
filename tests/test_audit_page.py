"""The page of an audit in a real browser: marks and findings lead to each other, filters hide, a phone is enough."""

from collections.abc import Iterator

import pytest
from browser import Browser, browser

from yunhe.cli import main

pytestmark = pytest.mark.browser

DRAFT = (
    "各位代表：\n一、2024年工作回顾\n高技术产业增加值占规上工业增加值比重提高3%。进出口总额900亿元，其中出口1600亿元。\n"
    "放心消费指数居全市前列。\n"
)
CURRENT = "document.querySelector('.findings li[aria-current]')?.dataset.check ?? null"
SHOWN = "[...document.querySelectorAll('.findings ol > li')].filter(card => !card.hidden).length"


@pytest.fixture(scope="module")
def page() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("audit")
    draft = folder / "江州市-2025.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    last = folder / "江州市-2024.txt"
    last.write_text("二、2024年工作安排\n进出口总额达到1000亿元，新建公园3个。\n", encoding="utf-8")
    main(["audit", str(draft), "--against", str(last), "--all", "--quiet", "-o", str(folder / "审核.html")])
    return (folder / "审核.html").as_uri()


def test_a_mark_leads_to_its_finding_and_the_address_says_which(page: Browser, audit: str) -> None:
    page.open(audit)
    page.click(".mark.error")
    assert page.run(CURRENT) == "part_above_whole"
    assert page.run("location.hash") == "#" + page.run("document.querySelector('.findings li[aria-current]').id")
    assert page.complaints() == []


def test_a_finding_leads_to_its_words(page: Browser, audit: str) -> None:
    page.open(audit)
    page.click(".findings li.error .where a")
    words = page.run("[...document.querySelectorAll('.mark[aria-current]')].map(mark => mark.textContent)")
    assert words == ["900亿元", "1600亿元"]


def test_filters_and_search_hide_what_does_not_fit(page: Browser, audit: str) -> None:
    page.open(audit)
    whole = page.run(SHOWN)
    page.click(".side input[value=error]")
    assert 0 < page.run(SHOWN) < whole
    assert page.run("document.querySelector('.mark.error.away') !== null")
    page.click(".side input[value=error]")
    assert page.run(SHOWN) == whole


def test_a_phone_shows_it_without_sideways_scrolling(page: Browser, audit: str) -> None:
    page.open(audit, width=390, height=844)
    assert page.run("document.documentElement.scrollWidth <= innerWidth")


def test_a_target_leads_to_its_result(page: Browser, audit: str) -> None:
    page.open(audit)
    page.click(".targets .missed a")
    assert page.run("document.querySelector(location.hash + ' ~ .mark').textContent") == "900亿元"
    page.click(".targets summary")
    assert page.run("document.querySelector('.targets details').open")
    assert page.complaints() == []
