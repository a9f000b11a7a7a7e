"""Journeys of the work floor: receive, work, send evidence, be refused, several at once, by keys, without scripts."""

from pathlib import Path

import pytest
from browsing import Site
from floor_files import PDF, delivered
from floor_matters import CLERK, dispatched, form, sent, step, worked
from playwright.sync_api import Page, expect
from visitors import account, staff

pytestmark = [pytest.mark.browser, pytest.mark.npm]
CHIEF = "企业综合服务中心.负责人"


def button(page: Page, name: str) -> None:
    page.click(f'.doing a.button:text-is("{name}")')


def hand_in(page: Page) -> None:
    page.click(".step .actions button")
    page.wait_for_load_state()


def test_a_clerk_receives_works_and_answers(site: Site) -> None:
    number = dispatched()
    page = site.page(account("W1", CLERK))
    page.goto(site.url + "/desk/")
    site.examine(page)
    page.click(f"a[href*='{number[-6:]}']")
    site.examine(page)
    expect(page.locator(".drawing .here .name")).to_have_text("待签收")
    button(page, "签收")
    page.wait_for_selector("#step")
    hand_in(page)
    expect(page.locator(".messages")).to_contain_text("已办：签收")
    button(page, "答复")
    page.wait_for_selector("#step textarea")
    site.examine(page)
    page.check("#step input[value=解决]")
    page.fill("#step textarea >> nth=0", "围挡已经退让三米，货车可以进出")
    hand_in(page)
    expect(page.locator(".standing .now")).to_have_text("待评价")
    expect(page.locator(".history li >> nth=0")).to_contain_text("货车可以进出")
    site.examine(page)
    page.goto(site.url + "/desk/")
    expect(page.locator("main")).not_to_contain_text(number)


def test_a_slip_is_said_at_its_place_while_one_types(site: Site) -> None:
    number = worked()
    page = site.page(account("W1", CLERK))
    page.goto(f"{site.url}/matter/{number}/do/抄送/")
    page.fill("[name='g.去处']", "张三")
    page.locator("[name='g.去处']").blur()
    expect(page.locator(".field .error >> nth=0")).to_contain_text("不是岗位")
    site.allowed.append("422")
    hand_in(page)
    expect(page.locator(".errors")).to_contain_text("不是岗位")
    expect(page.locator("[name='g.去处']")).to_have_value("张三")
    site.examine(page)


def test_evidence_is_taken_by_its_content_and_comes_back_under_its_name(site: Site, tmp_path: Path) -> None:
    number = delivered()
    page = site.page(account("W1", CLERK))
    page.goto(f"{site.url}/matter/{number}/do/答复/")
    page.check("input[value=解决]")
    page.fill("[name='g.办成事项数']", "1")
    page.fill("[name='g.答复意见']", "一窗办完")
    zipped = {"name": "材料.pdf", "mimeType": "application/pdf", "buffer": b"PK\x03\x04" + b"\x00" * 40}
    page.set_input_files("[name='g.办理佐证']", [zipped])
    site.allowed.append("422")
    hand_in(page)
    expect(page.locator(".errors")).to_contain_text("材料.pdf")
    expect(page.locator("[name='g.答复意见']")).to_have_value("一窗办完")
    site.examine(page)
    page.set_input_files("[name='g.办理佐证']", [{"name": "证照.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    hand_in(page)
    link = page.locator(".history a >> nth=0")
    expect(link).to_have_text("证照.pdf")
    with page.expect_download() as downloading:
        link.click()
    assert downloading.value.suggested_filename == "证照.pdf"
    assert Path(downloading.value.path()).read_bytes() == PDF


def test_a_chief_grants_an_extension_that_was_asked_for(site: Site) -> None:
    number = worked()
    step(number, "申请延期", CLERK, clock="办理期限", given={"理由": "等鉴定结论"})
    page = site.page(account("C1", CHIEF))
    page.goto(site.url + "/desk/?group=asked")
    page.click(f"a[href*='{number[-6:]}']")
    expect(page.locator(".waits")).to_contain_text("申请延期")
    button(page, "同意延期")
    page.wait_for_selector("#step")
    hand_in(page)
    expect(page.locator(".clocks")).to_contain_text("已延期 1 次")
    site.examine(page)


def test_another_unit_sees_nothing_of_it(site: Site) -> None:
    number = worked()
    page = site.page(account("F1", "区卫健局.承办岗"))
    site.allowed.append("404")
    for path in ("/desk/", f"/matter/{number}/", f"/matter/{number}/order/", f"/desk/bulk/?n={number}"):
        page.goto(site.url + path)
        expect(page.locator("main")).not_to_contain_text(number)
        expect(page.locator("main")).not_to_contain_text("石祥路")


def test_several_at_once_by_keys(site: Site) -> None:
    numbers = [dispatched() for _ in range(3)]
    page = site.page(account("W1", CLERK))
    page.goto(site.url + "/desk/")
    for key in "jxjx":
        page.keyboard.press(key)
    page.click("text=选上的一起办")
    site.examine(page)
    page.check("input[value=签收]")
    page.click("text=办这些")
    expect(page.locator("h1")).to_have_text("签收：办成 2 件，没有办成 0 件")
    site.examine(page)
    from yunhe.server.matters import row

    assert sorted(row.find(number).state for number in numbers) == ["办理中", "办理中", "待签收"]


def test_the_floor_works_without_scripts(site: Site) -> None:
    number = dispatched(联系人="张三丰")
    account("W1", CLERK)
    page = site.page(scripts=False)
    site.log_in(page, "W1")
    page.goto(site.url + "/desk/")
    page.click(f"a[href*='{number[-6:]}']")
    button(page, "签收")
    expect(page.locator("h2").first).to_have_text("签收")
    page.click(".step .actions button")
    expect(page.locator(".standing .now")).to_have_text("办理中")
    expect(page.locator(".messages")).to_contain_text("已办：签收")
    expect(page.locator("main")).not_to_contain_text("张三丰")
    page.fill("#purpose", "联系企业")
    page.click("text=记下并打开")
    expect(page.locator("main")).to_contain_text("张三丰")


def test_who_comes_second_keeps_what_was_typed(site: Site) -> None:
    number = worked()
    page = site.page(account("W1", CLERK))
    page.goto(f"{site.url}/matter/{number}/do/抄送/")
    page.fill("[name='g.去处']", "区财政局.承办岗")
    other = staff("W2", CLERK)
    path = f"/matter/{number}/do/抄送/"
    assert form(other, path)
    assert sent(other, path, **{"g.去处": "区卫健局.承办岗"}).status_code == 302
    site.allowed.append("409")
    hand_in(page)
    expect(page.locator(".errors")).to_contain_text("有人先办了一步")
    expect(page.locator("[name='g.去处']")).to_have_value("区财政局.承办岗")
    site.examine(page)
    hand_in(page)
    expect(page.locator(".messages")).to_contain_text("已办：抄送")
