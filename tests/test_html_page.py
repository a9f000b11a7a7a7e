"""The page in a real browser: a person clicks, presses keys, filters, and prints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser
from gold_readings import gold_reading

from yunhe.faces import write, write_folder

pytestmark = pytest.mark.browser

GDP, GROWTH, RETAIL = "f321", "f332", "f1026"
CURRENT = "document.querySelector('article [aria-current=true]')?.id ?? null"
INSPECTOR = "document.querySelector('.inspector').innerText"


@pytest.fixture(scope="module")
def page() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "报告.html"
    with path.open("wb") as out:
        write([gold_reading()], "html", out)
    return path.as_uri()


def test_a_click_opens_what_was_read(page: Browser, report: str) -> None:
    page.open(report)
    page.click(f"#{GDP}")
    said = page.run(INSPECTOR)
    for word in (
        "地区生产总值",
        "2206.3亿元",
        "220630000000 元",
        "总量",
        "实际",
        "2024",
        "拱墅区",
        "由 1 条规则读出",
        "增速 +4%",
    ):
        assert word in said
    assert page.run("location.hash") == f"#{GDP}"
    assert page.complaints() == []


def test_an_address_leads_to_its_figure_and_back_leads_back(page: Browser, report: str) -> None:
    page.open(f"{report}#{RETAIL}")
    assert page.run(CURRENT) == RETAIL
    page.click(f"#{GDP}")
    assert page.run(CURRENT) == GDP
    page.run("new Promise(back => { addEventListener('popstate', () => back(), { once: true }); history.back() })")
    assert page.run(CURRENT) == RETAIL


def test_keys_walk_through_the_figures(page: Browser, report: str) -> None:
    page.open(report)
    page.press("n")
    assert page.run(CURRENT) == GDP
    page.press("n")
    assert page.run(CURRENT) == GROWTH
    page.press("p")
    assert page.run(CURRENT) == GDP
    page.press("Escape")
    assert page.run(CURRENT) is None
    page.press("?")
    assert page.run("document.querySelector('dialog').open")


def test_filters_leave_what_was_asked_for(page: Browser, report: str) -> None:
    page.open(report)
    ranks = sum(claim.kind == "rank" for claim in gold_reading().claims)
    page.run("document.querySelectorAll('.side input').forEach(b => ['rank', 'actual'].includes(b.value) || b.click())")
    assert page.run("document.querySelector('.shown').textContent") == f"{ranks} / {len(gold_reading().claims)} 条"
    assert page.run("document.querySelectorAll('#table tbody tr:not([hidden])').length") == ranks
    page.press("n")
    assert page.run("document.querySelector('article [aria-current=true]').classList.contains('rank')")
    page.press("r")
    assert page.run("document.querySelectorAll('article .f.away').length") == 0


def test_the_search_finds_by_indicator_and_enter_leads_there(page: Browser, report: str) -> None:
    page.open(report)
    page.press("/")
    page.type("社会消费品零售总额")
    assert page.run("document.querySelector('.shown').textContent").startswith("3 / ")
    page.press("Enter")
    assert page.run(CURRENT) == RETAIL


def test_a_section_can_be_looked_at_alone(page: Browser, report: str) -> None:
    page.open(report)
    reading = gold_reading()
    path = reading.outline.sections[1].path
    page.run(
        f"(s => {{ s.value = {path!r}; s.dispatchEvent(new Event('change')) }})(document.querySelector('#section'))"
    )
    inside = sum(claim.section == path for claim in reading.claims)
    assert page.run("document.querySelector('.shown').textContent").startswith(f"{inside} / ")


def test_the_table_sorts_and_opens_the_same_inspector(page: Browser, report: str) -> None:
    page.open(report)
    page.press("t")
    assert page.run("getComputedStyle(document.querySelector('article')).display") == "none"
    page.click("#table th:nth-child(3) button")
    page.click("#table th:nth-child(3) button")
    values = page.run("[...document.querySelectorAll('#table tbody td:nth-child(3)')].map(c => +c.dataset.v)")
    assert values == sorted(values, reverse=True)
    page.click("#table tbody tr:first-child td:nth-child(4)")
    assert page.run("document.querySelector('#table tbody tr').getAttribute('aria-current')") == "true"
    assert "在正文里看" in page.run(INSPECTOR)


@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_wider_than_the_window(page: Browser, report: str, width: int, dark: bool) -> None:
    page.open(report, width, 844, dark)
    page.click(f"#{RETAIL}")
    assert page.run("document.documentElement.scrollWidth") <= width
    page.press("t")
    assert page.run("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_the_chosen_figure_is_never_covered(page: Browser, report: str, width: int) -> None:
    page.open(report, width, 844)
    page.click(f"#{RETAIL}")
    top_most = """(f => { const b = f.getClientRects()[0];
      return document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2) === f })"""
    assert page.run(f"{top_most}(document.querySelector('#{RETAIL}'))")


@pytest.mark.parametrize("dark", [False, True])
def test_text_has_contrast(page: Browser, report: str, dark: bool) -> None:
    page.open(report, dark=dark)
    page.click(f"#{GDP}")
    contrast = """[...document.querySelectorAll('body, a, small, dt, .f, .shown, mark, button, .where')].map(e => {
      const light = c => c.map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
      const parse = c => c.match(/[\\d.]+/g).map(Number);
      let behind = e, ground;
      do ground = parse(getComputedStyle(behind).backgroundColor);
      while (ground[3] === 0 && (behind = behind.parentElement));
      const [a, b] = [light(parse(getComputedStyle(e).color).slice(0, 3)), light(ground.slice(0, 3))];
      return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    }).reduce((a, b) => Math.min(a, b))"""
    assert page.run(contrast) >= 4.5


def test_without_script_the_report_can_be_read_and_figures_lead_to_their_rows(page: Browser, report: str) -> None:
    page.open(report, script=False)
    tree = page.call("DOM.getDocument", depth=-1, pierce=True)["root"]["nodeId"]
    row = page.call("DOM.querySelector", nodeId=tree, selector="#r321")["nodeId"]
    box = page.call("DOM.getBoxModel", nodeId=row)["model"]
    assert box["height"] > 10
    link = page.call("DOM.querySelector", nodeId=tree, selector=f"#{GDP}[href='#r321'][title*='地区生产总值']")[
        "nodeId"
    ]
    assert link


def test_it_prints_on_a4_with_the_table_and_without_the_frame(page: Browser, report: str, tmp_path: Path) -> None:
    page.open(report)
    page.call("Emulation.setEmulatedMedia", media="print")
    shown = "(s => getComputedStyle(document.querySelector(s)).display)"
    hidden = [page.run(f"{shown}('{part}')") for part in (".bar", ".side", ".inspector")]
    assert hidden == ["none"] * 3
    assert page.run(f"{shown}('#table')") == "block"
    page.call("Emulation.setEmulatedMedia", media="")
    page.print_to(tmp_path / "报告.pdf")
    import pypdfium2

    pdf = pypdfium2.PdfDocument(tmp_path / "报告.pdf")
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in pdf} == {(595, 842)}
    assert "表述一览" in "".join(sheet.get_textpage().get_text_range() for sheet in pdf)


def test_the_index_of_many_reports_can_be_searched(page: Browser, tmp_path: Path) -> None:
    write_folder([gold_reading(doc="甲.txt"), gold_reading(doc="乙/丙.txt")], "html", tmp_path)
    page.open((tmp_path / "index.html").as_uri())
    page.press("/")
    page.type("丙")
    assert page.run("[...document.querySelectorAll('tbody tr:not([hidden])')].length") == 1
    page.click("tbody tr:not([hidden]) a")
    page.wait_for("Page.loadEventFired")
    assert page.complaints() == []
