"""The frame of the site: pages are found by scanning, admit whom they say, and tell the browser what it may load."""

import pytest
from visitors import resident, staff, stranger


def test_a_page_is_found_by_its_file(database: str) -> None:
    from yunhe.server.pages.urls import pages

    found = {page.name: page for page in pages()}
    assert found["door.front"].path == ""
    assert all(page.show or page.act for page in found.values())


def test_every_answer_says_what_may_be_loaded(database: str) -> None:
    for path in ("/", "/account/login/", "/没有这一页"):
        assert "script-src 'self'" in stranger().get(path).headers["Content-Security-Policy"], path


def test_the_front_door_is_open_to_everybody(database: str) -> None:
    for visitor in (stranger(), resident(), staff("W1", "区住建局.承办岗")):
        answer = visitor.get("/")
        assert answer.status_code == 200
        assert "拱墅区" in answer.content.decode()


@pytest.mark.parametrize("path", ["/system/S113/", "/?system=S113"])
def test_the_front_door_counts_no_entry_that_is_not_seen(database: str, path: str) -> None:
    from yunhe.server.clock import now
    from yunhe.server.registers.models import StoredEntry

    same = {"register": "安居守护户", "store": "安居守护", "title": "", "since": now(), "changed": now()}
    kept = {"open_values": "{}", "sealed_values": "{}", "named": "{}", "source": "{}", "simulated": False, "last": 1}
    StoredEntry.objects.bulk_create(
        StoredEntry(subject=f"entry:安居守护户:{key}", key=key, folded=key, **same, **kept) for key in "甲乙丙丁"
    )
    for visitor in (stranger(), resident(), staff("W1", "区住建局.承办岗"), staff("X1", "区数据局.系统管理员")):
        assert "<b>4</b> 条" not in visitor.get(path).content.decode()
    assert "<b>4</b> 条" in staff("M1", "区民政局.台账岗").get(path).content.decode()


def test_a_missing_page_says_what_to_do(database: str) -> None:
    answer = stranger().get("/没有这一页")
    assert answer.status_code == 404
    assert "核对编号" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words(database: str) -> None:
    from django.test import Client

    answer = Client(enforce_csrf_checks=True, SERVER_NAME="localhost").post(
        "/account/login/", {"login": "甲", "password": "乙"}
    )
    assert answer.status_code == 403
    assert "表单过期" in answer.content.decode()


@pytest.mark.parametrize(
    ("bind", "site", "lets"),
    [("127.0.0.1", "", True), ("::1", "", True), ("0.0.0.0", "", False), ("0.0.0.0", "server", True)],
)
def test_a_desk_does_not_let_others_in(bind: str, site: str, lets: bool) -> None:
    from yunhe.server.errors import StoreError
    from yunhe.server.serving import require_safe

    if lets:
        require_safe(bind, {"YUNHE_SITE": site})
    else:
        with pytest.raises(StoreError, match="YUNHE_SITE"):
            require_safe(bind, {"YUNHE_SITE": site})
