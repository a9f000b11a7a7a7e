"""Journeys of an account: log in, set a second factor up, log in with it, be asked for it."""

from pathlib import Path

import pytest
from browsing import Site
from playwright.sync_api import expect
from visitors import PASSWORD, account

pytestmark = [pytest.mark.browser, pytest.mark.npm]


def code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_a_second_factor_is_set_up_and_asked_for(site: Site, site_of_tests: Path) -> None:
    page = site.page(account("A1", "区数据局.审计管理员"))
    page.goto(site.url + "/account/second/")
    site.examine(page)
    page.click("text=设动态码")
    if page.locator("[name=password]").count():
        site.examine(page)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
    site.examine(page)
    secret = page.locator("img.qr").get_attribute("alt")
    assert secret
    page.fill("[name=code]", code(secret))
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("恢复码")
    site.examine(page)
    spare = page.locator("#recovery_codes").input_value().split()[0]
    page.goto(site.url + "/account/")
    page.click("text=退出")
    page.wait_for_load_state()
    other = site.page()
    other.goto(site.url + "/account/login/")
    other.fill("[name=login]", "A1")
    other.fill("[name=password]", PASSWORD)
    other.click("main button")
    expect(other.locator("[name=code]")).to_be_visible()
    site.examine(other)
    other.goto(site.url + "/account/looks/")
    expect(other.locator("h1")).not_to_have_text("个人信息查看日志")  # half a login is none
    other.goto(site.url + "/account/second/authenticate/")
    other.fill("[name=code]", spare)
    other.click("main form button")
    other.goto(site.url + "/account/looks/")
    expect(other.locator("h1")).to_have_text("个人信息查看日志")


def test_a_wrong_password_keeps_the_name(site: Site) -> None:
    account("W1", "区住建局.承办岗")
    page = site.page()
    page.goto(site.url + "/account/login/")
    site.examine(page)
    page.fill("[name=login]", "W1")
    page.fill("[name=password]", "不对不对不对不对")
    page.click("main button")
    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator("[name=login]")).to_have_value("W1")
    site.examine(page)


def test_logging_in_works_without_scripts(site: Site) -> None:
    account("W1", "区住建局.承办岗")
    page = site.page(scripts=False)
    site.log_in(page, "W1")
    page.goto(site.url + "/account/")
    expect(page.locator("h1")).to_have_text("W1")
