"""Reading a report in the browser: by keys, by mouse, by address, by phone, without scripts, on paper."""

import re
from itertools import pairwise

import pytest
from browsing import Site
from playwright.sync_api import Page, expect
from readable import LAST, file_stands, stands
from visitors import GONGSHU, account

pytestmark = [pytest.mark.browser, pytest.mark.npm]
POST = "区住建局.承办岗"
_BOXES = """[...document.querySelectorAll(".finding")].map(note => ({
  number: note.dataset.n, line: document.getElementById("at-" + note.dataset.n).getBoundingClientRect().top,
  top: note.getBoundingClientRect().top, bottom: note.getBoundingClientRect().bottom}))"""


def opened(site: Site, query: str = "", **more: object) -> Page:
    """The page of a report that stands after one of the year before."""
    stands(LAST, "江州市-2024.txt")
    report = stands()
    page = site.page(**more)
    page.goto(f"{site.url}/reports/{report.pk}/{query}")
    return page


def current(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.report [aria-current=true]')?.textContent ?? ''"))


def test_keys_walk_through_figures_findings_and_sections(site: Site) -> None:
    page = opened(site)
    inspector = page.locator("#inspector")
    page.keyboard.press("j")
    assert current(page) == "2206.3亿元"
    assert page.evaluate("document.activeElement.id") == "figure-46"
    expect(inspector).to_be_hidden()
    page.keyboard.press("Enter")
    expect(inspector).to_contain_text("220630000000 元")
    expect(inspector).to_be_focused()
    page.keyboard.press("j")
    expect(inspector.locator(".amount")).to_have_text("+4%")
    page.keyboard.press("k")
    expect(inspector.locator(".amount")).to_have_text("2206.3亿元")
    assert page.url.endswith("#figure-46")
    page.keyboard.press("Escape")
    expect(inspector).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "figure-46"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id").startswith("at-")
    page.keyboard.press("Enter")
    expect(inspector).to_contain_text("疑点")
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    assert page.evaluate("document.activeElement.id").startswith("section-")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_contain_text("下一条、上一条疑点")


def test_a_click_opens_the_inspector_and_back_leads_back(site: Site) -> None:
    page = opened(site)
    page.click("#figure-57")
    inspector = page.locator("#inspector")
    expect(inspector).to_contain_text("2024年：目标 约+6%，结果 +4%")
    expect(inspector.locator("svg.history .dot.target")).to_have_count(2)
    site.examine(page)
    page.click("#inspector .kin a")
    expect(inspector.locator(".amount")).to_have_text("2206.3亿元")
    page.go_back()
    expect(inspector.locator(".amount")).to_have_text("+4%")
    page.go_back()
    expect(inspector).to_be_hidden()


def test_an_address_leads_to_its_figure_or_finding(site: Site) -> None:
    page = opened(site, "#figure-63")
    expect(page.locator("#inspector .amount")).to_have_text("第3位")
    page.goto(re.sub("#.*", "#finding-1", page.url))
    expect(page.locator("#inspector")).to_contain_text("说过的话")


def test_filters_act_at_once_and_stand_in_the_address(site: Site) -> None:
    page = opened(site, "?status=target")
    expect(page.locator("#kept")).to_have_text("1")
    if not page.locator("#outline").evaluate("outline => outline.open"):
        page.click("#outline > summary")
    page.uncheck("input[value=target]")
    page.check("input[value=growth]")
    expect(page.locator("#kept")).to_have_text("2")
    assert page.url.endswith("?kind=growth")
    page.select_option("#pick-section", label="二、2025年工作安排（1）")
    expect(page.locator("#kept")).to_have_text("1")
    page.reload()
    expect(page.locator("#kept")).to_have_text("1")
    if not page.locator("#outline").evaluate("outline => outline.open"):
        page.click("#outline > summary")
    site.examine(page)
    page.click("#reset")
    expect(page.locator("#kept")).to_have_text("7")


def test_a_finding_is_accepted_with_a_reason_and_reopened(site: Site) -> None:
    page = opened(site, "#finding-1", account=account("W1", POST))
    inspector, note = page.locator("#inspector"), page.locator("#finding-1")
    shapes = page.locator("#outline nav .severity").all_text_contents()
    assert shapes
    inspector.get_by_role("button", name="认可").click()
    assert page.evaluate("document.activeElement.name") == "text"
    page.fill("#said-text", "两处口径不同，统计局已核")
    site.examine(page)
    inspector.get_by_role("button", name="认可").click()
    expect(inspector).to_contain_text(f"W1（{POST}）")
    expect(note).to_have_class(re.compile("done"))
    assert page.locator("#outline nav .severity").all_text_contents() != shapes
    expect(page.locator("#at-1")).to_have_class(re.compile("done"))
    page.reload()
    expect(page.locator("#at-1")).to_have_class(re.compile("done"))
    page.fill("#said-text", "还要再核")
    inspector.get_by_role("button", name="重开").click()
    expect(page.locator("#at-1")).not_to_have_class(re.compile("done"))
    assert page.locator("#outline nav .severity").all_text_contents() == shapes
    site.examine(page)


def test_notes_stand_beside_their_lines_and_none_over_another(site: Site) -> None:
    report = file_stands(GONGSHU / "reports/2025.txt")
    page = site.page(width=1440)
    page.goto(f"{site.url}/reports/{report.pk}/")
    page.locator(".margin.placed").wait_for()
    boxes = page.evaluate(_BOXES)
    assert len(boxes) == report.findings
    assert all(above["bottom"] <= below["top"] for above, below in pairwise(boxes))
    assert sum(abs(box["top"] - box["line"]) < 12 for box in boxes) > len(boxes) / 2
    page.click("#at-14")
    page.locator("#inspector h2").wait_for()
    page.keyboard.press("Escape")
    chosen = next(box for box in page.evaluate(_BOXES) if box["number"] == "14")
    assert abs(chosen["top"] - chosen["line"]) < 12
    site.examine(page)


def test_the_outline_follows_and_a_link_is_copied(site: Site) -> None:
    report = file_stands(GONGSHU / "reports/2025.txt")
    page = site.page(width=1440)
    page.goto(f"{site.url}/reports/{report.pk}/")
    page.locator("#section-4").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('section-4').scrollIntoView()")
    expect(page.locator(".outline nav a[aria-current]")).to_have_attribute("href", "#section-4")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#said")).to_have_text("链接复制好了")
    assert re.fullmatch(rf"{site.url}/reports/{report.pk}/#figure-\d+", page.evaluate("navigator.clipboard.readText()"))


def test_who_was_logged_out_loses_no_word(site: Site) -> None:
    page = opened(site, "#finding-1", account=account("W1", POST))
    page.fill("#said-text", "两处口径不同")
    page.evaluate("document.querySelector('#inspector [name=csrfmiddlewaretoken]').value = '过期'")
    site.allowed += ["403"]
    page.get_by_role("button", name="认可").click()
    expect(page.locator("#said")).to_contain_text("没有收下")
    assert page.input_value("#said-text") == "两处口径不同"


def test_without_scripts_everything_is_a_link_or_a_form(site: Site) -> None:
    page = opened(site, scripts=False)
    page.click("#figure-46")
    assert "220630000000 元" in page.content()
    page.click("#inspector [data-close]")
    page.check("input[value=rank]")
    page.click("#apply")
    assert '<span id="kept">1</span>' in page.content()
    page.click("#finding-1 .open")
    page.fill("#said-text", "已核")
    page.click("button[value=accept]")
    assert "本机" in page.locator("#inspector").inner_text()


def test_on_a_phone_the_inspector_comes_from_below(site: Site) -> None:
    page = opened(site, width=390)
    page.emulate_media(reduced_motion="reduce")
    page.click("#figure-46")
    expect(page.locator("#inspector .amount")).to_be_visible()
    sheet = page.locator("#inspector").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == 900
    figure = page.locator("#figure-46").bounding_box()
    assert figure
    assert figure["y"] + figure["height"] < sheet["y"]
    site.examine(page)
    page.click("#inspector [data-close]")
    expect(page.locator("#inspector")).to_be_hidden()


def test_on_paper_stand_the_text_and_the_findings_and_nothing_else(site: Site) -> None:
    page = opened(site)
    page.emulate_media(media="print")
    for hidden in ("header.frame", ".outline", "#inspector", "footer.frame"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in (".report", ".printed", "#finding-1 .remedy", ".about h1"):
        expect(page.locator(shown).first).to_be_visible()
    text, notes = page.locator(".report").bounding_box(), page.locator("#finding-1").bounding_box()
    assert text
    assert notes
    assert notes["y"] > text["y"] + text["height"]
