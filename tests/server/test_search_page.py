"""The page of search: sentences with their words marked, facets that narrow, matters by their number."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from floor_matters import worked
from test_searching import TEXT, folder, stands
from visitors import staff, stranger

__all__ = ["folder"]


def text_of(path: str) -> str:
    answer = stranger().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_sentence_is_shown_with_its_words_marked_and_leads_to_its_place(database: str) -> None:
    report = stands(TEXT, "江州市-2025.txt")
    html = text_of("/search/?q=公园 小区")
    assert "口袋<mark>公园</mark>12个，改造老旧<mark>小区</mark>34个。" in html
    assert re.search(f'href="/reports/{report.pk}/#s\\d+"', html)
    assert "1 句" in html


def test_facets_narrow_and_widen(database: str) -> None:
    stands(TEXT, "江州市-2025.txt")
    html = text_of("/search/?q=生产总值")
    assert "?q=%E7%94%9F%E4%BA%A7%E6%80%BB%E5%80%BC&amp;kind=level" in html
    narrowed = text_of("/search/?q=生产总值&kind=level&year=2024")
    assert "1 句" in narrowed
    assert "不再限于此" in narrowed
    assert "架上没有这个地区" in text_of("/search/?q=生产总值&area=海州市")


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=%20", "?q=<script>", "?q=公园&page=-1&year=x", "?q=公园&page=99999999"]
)
def test_whatever_is_asked_is_answered(database: str, query: str) -> None:
    assert "<script>alert" not in text_of(f"/search/{query}")


def test_a_nul_is_refused_before_anything_is_asked(database: str) -> None:
    assert stranger().get("/search/?q=%00&area=%00").status_code == 400


def test_nothing_found_says_what_to_do(database: str) -> None:
    stands(TEXT, "江州市-2025.txt")
    assert "少写几个字" in text_of("/search/?q=没有这句话")


def test_pages_follow_one_another(database: str) -> None:
    stands("".join(f"第{number}座公园开放。\n" for number in range(45)), "公园.txt")
    assert text_of("/search/?q=公园").count('class="sentence"') == 20
    assert text_of("/search/?q=公园&page=3").count('class="sentence"') == 5


def test_a_draft_is_not_found_by_others(database: str, tmp_path: Path) -> None:
    from yunhe.server.accounts.models import Account

    owner = Account.objects.create_user("W9", "一把够长的口令呀").pk
    stands(TEXT, "草稿.txt", owner, is_draft=True)
    assert "口袋" not in text_of("/search/?q=公园")


@pytest.mark.parametrize(("post", "opens"), [("区住建局.承办岗", True), ("区人力社保局.承办岗", False)])
def test_the_number_of_a_matter_leads_to_it_when_it_may_be_seen(
    database: str, keys: Path, post: str, opens: bool
) -> None:
    number = worked()
    answer = staff("W7", post).get("/search/", {"q": number})
    if opens:
        assert answer.status_code == 302
        assert unquote(answer.headers["Location"]) == f"/matter/{number}/"
    else:
        assert answer.status_code == 200
        assert "/matter/" not in answer.content.decode()
    assert stranger().get("/search/", {"q": number}).status_code == 200
