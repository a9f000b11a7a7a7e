"""Journeys at the public counter, from a phone: hand in, follow, judge the answer; without scripts; with consent."""

from pathlib import Path
from typing import Any

import pytest
from applicants import BELL, CLERK, ENTERPRISE, GUARD, PHOTO, Receipt, answered, inside
from browsing import Site
from playwright.sync_api import Page, expect
from register_files import stands
from visitors import account

pytestmark = [pytest.mark.browser, pytest.mark.npm]
PHONE = 390


def fill(site: Site, page: Page, key: str, answers: Any, steps: int) -> None:
    """Every page of a form, sound each."""
    page.goto(f"{site.url}/counter/apply/{key}/")
    page.click("text=开始填")
    for _ in range(steps):
        site.examine(page)
        _answer(page, answers)
        page.click("text=下一步")
        page.wait_for_load_state()


def _answer(page: Page, answers: Any) -> None:
    for name, value in answers.items():
        found = page.locator(f'[name="{name}"]')
        if not found.count():
            continue
        if found.first.get_attribute("type") == "radio":
            page.check(f'[name="{name}"][value="{value}"]')
        elif found.first.evaluate("each => each.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(value)


def receipt_of(page: Page) -> Receipt:
    expect(page.locator("dd.code")).to_have_count(2)
    number, code = page.locator("dd.code").all_text_contents()
    return Receipt(number, code)


def follow(site: Site, page: Page, receipt: Receipt) -> None:
    page.goto(f"{site.url}/counter/follow/")
    page.fill("[name=number]", receipt.number)
    page.fill("[name=code]", receipt.code)
    page.click("main button.big")
    page.wait_for_load_state()


def test_an_enterprise_from_a_phone_up_to_a_second_treatment(site: Site, tmp_path: Path) -> None:
    photo = tmp_path / "路口.png"
    photo.write_bytes(PHOTO)
    page = site.page(width=PHONE)
    fill(site, page, "企呼我应", ENTERPRISE, 3)
    page.set_input_files("#files", photo)
    page.click("text=上传，再选")
    expect(page.locator(".kept")).to_contain_text("路口.png")
    site.examine(page)
    page.click("text=下一步")
    site.examine(page)
    page.click("main form button.big")
    receipt = receipt_of(page)
    site.examine(page)
    page.click("text=记下了，看进度")
    site.examine(page)
    assert receipt.code not in page.content()
    _stays_hidden(site, receipt)
    answered(receipt.number)
    other = site.page(width=PHONE)
    follow(site, other, receipt)
    expect(other.locator("h1")).to_have_text("已经答复，请您评价")
    site.examine(other)
    _judged(site, other, receipt)


def _judged(site: Site, page: Page, receipt: Receipt) -> None:
    page.click("text=不满意，请重新办理")
    page.click("main button.big")
    expect(page.locator(".errors")).to_be_focused()
    site.examine(page)
    page.click(".errors a")
    expect(page.locator('[name="理由"]')).to_be_focused()
    page.keyboard.type("围挡第二天又回来了")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("您不满意，正在重新办")
    expect(page.locator(".messages")).to_contain_text("已经办了")
    site.examine(page)
    page.click("text=看我填了什么")
    expect(page.locator("#own")).to_contain_text("138****0000")
    for inner in ("13805710000", "王小明", "承办岗", CLERK):
        assert inner not in page.content(), inner
    site.examine(page)
    page.click("text=离开")
    page.goto(f"{site.url}/counter/matter/{receipt.number}/")
    expect(page.locator("h1")).to_have_text("查进度")


def _stays_hidden(site: Site, receipt: Receipt) -> None:
    """The number alone, a wrong code, and somebody else's account open nothing."""
    for page in (site.page(width=PHONE), site.page(account("邻居甲"), width=PHONE)):
        page.goto(f"{site.url}/counter/matter/{receipt.number}/")
        expect(page.locator("h1")).to_have_text("查进度")
        assert "路口.png" not in page.content()
        follow(site, page, Receipt(receipt.number, "0000-0000-0000-0000"))
        expect(page.locator(".errors")).to_contain_text("编号或查询码不对")
        site.examine(page)


def test_the_bell_is_rung_and_followed_without_scripts_in_large_type(site: Site) -> None:
    page = site.page(scripts=False, width=PHONE)
    page.goto(f"{site.url}/counter/")
    page.click("text=大字版")
    page.click("text=按一下协商铃")
    page.click("text=开始填")
    page.click("text=下一步")
    expect(page.locator(".errors")).to_contain_text("没有填")
    for _ in range(3):
        _answer(page, BELL)
        page.click("text=下一步")
    page.click("text=下一步")
    page.click("main form button.big")
    receipt = receipt_of(page)
    page.click("text=记下了，看进度")
    expect(page.locator("h1")).to_have_text("铃响了，街道正在看")
    expect(page.locator(".standing")).to_contain_text("米市巷街道")
    follow(site, page, receipt)
    page.click("text=补充说明或材料")
    page.fill("textarea", "是拱墅小学")
    page.click("main button.big")
    expect(page.locator(".moments")).to_contain_text("是拱墅小学")


def test_large_type_is_large_and_sound(site: Site) -> None:
    page = site.page(width=PHONE)
    page.goto(f"{site.url}/counter/follow/")
    usual = page.evaluate("parseFloat(getComputedStyle(document.querySelector('label')).fontSize)")
    page.click("text=大字版")
    large = page.evaluate("parseFloat(getComputedStyle(document.querySelector('label')).fontSize)")
    assert large >= 1.35 * usual
    for path in ("/counter/", "/counter/follow/", "/counter/apply/安居守护服务/", "/counter/apply/企呼我应/2/"):
        page.goto(site.url + path)
        site.examine(page)
        heights = page.evaluate(
            "[...document.querySelectorAll('.counter-page button, .counter-page .button')].map(e => e.offsetHeight)"
        )
        assert all(height >= 44 for height in heights), (path, heights)


def test_guarding_with_consent_and_its_withdrawal(site: Site) -> None:
    page = site.page(width=PHONE)
    fill(site, page, "安居守护服务", GUARD, 5)
    page.click("main form button.big")
    expect(page.locator(".errors")).to_contain_text("没有勾选同意")
    site.examine(page)
    page.check("[name=agree]")
    page.click("main form button.big")
    receipt = receipt_of(page)
    stands("安居守护户", "H-1")
    inside(receipt.number, "审核通过", "某社区.守护岗", 守护户="H-1", 政府购买=False)
    page.click("text=记下了，看进度")
    expect(page.locator("h1")).to_contain_text("请看同意书")
    page.click("text=看同意书，同意安装")
    site.examine(page)
    page.check('[value="本人"]')
    page.check("[name=agree]")
    page.click("main button.big")
    expect(page.locator("h1")).to_contain_text("等服务商上门安装")
    page.click("text=撤回同意")
    page.click("main button.big")
    expect(page.locator("h1")).to_have_text("正在删除个人信息")
    assert GUARD["身份证号"] not in page.content()
    site.examine(page)


def test_an_account_at_the_counter(site: Site) -> None:
    page = site.page(width=PHONE)
    page.goto(f"{site.url}/counter/signup/")
    page.fill("[name=name]", "住户丁某")
    page.fill("[name=password]", "河边的长口令二零二六")
    page.fill("[name=again]", "河边的长口令二零二六")
    page.click("main button.big")
    expect(page.locator("h1")).to_have_text("我的事")
    site.examine(page)
    fill(site, page, "协商铃", BELL, 3)
    page.click("text=下一步")
    page.click("main form button.big")
    receipt = receipt_of(page)
    page.goto(f"{site.url}/counter/mine/")
    expect(page.locator(".mine")).to_contain_text(receipt.number)
    site.examine(page)
