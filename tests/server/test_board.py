"""The dashboard and lists of matters: numbers agree with their rows, nothing past the scope is counted or named."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from some_matters import NOW, make
from visitors import staff, stranger

CLERK, FOREIGN = "区住建局.承办岗", "区城管局.承办岗"


@pytest.fixture
def numbers(database: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five matters, and a clock that stands still."""
    monkeypatch.setattr("yunhe.server.pages.sitting.now", lambda: NOW)
    return make()


def page(answer: Any) -> str:
    """What somebody reads."""
    assert answer.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def links(answer: Any) -> dict[str, int]:
    """Every link to rows with the number that stands there."""
    found = re.findall(r'href="(/matters/[?][^"]+)">(\d+)</a>', answer.content.decode())
    return {unescape(link): int(number) for link, number in found}


def test_every_number_opens_to_as_many_rows(numbers: list[str]) -> None:
    for number, post in enumerate(("区政府.区长", CLERK, FOREIGN, "企业综合服务中心.分派岗")):
        visitor = staff(f"W{number}", post)
        found = links(visitor.get("/dashboard/"))
        assert found
        for link, count in found.items():
            assert f" {count} 件，截至" in page(visitor.get(link)), (post, link)


def test_each_sees_the_numbers_of_their_scope(numbers: list[str]) -> None:
    leader, clerk = staff("W1", "区政府.区长"), staff("W2", CLERK)
    assert links(leader.get("/dashboard/"))["/matters/?moved=closed&since=2026-03-29"] == 1
    assert links(clerk.get("/dashboard/"))["/matters/?moved=closed&since=2026-03-29"] == 0
    seen = page(clerk.get("/matters/?mechanism=企呼我应"))
    assert all(number in seen for number in numbers[:2])
    assert not any(number in seen for number in numbers[2:])
    assert "区城管局" not in page(clerk.get("/dashboard/"))


def test_who_sees_no_matter_sees_no_number(numbers: list[str]) -> None:
    for place, post in enumerate(("区数据局.审计管理员", "区信访局.登记岗", "区人力社保局.承办岗")):
        visitor = staff(f"W{place}", post)
        assert not any(links(visitor.get("/dashboard/")).values())
        assert not any(number in page(visitor.get("/matters/")) for number in numbers)


def test_a_list_is_bounded_sorted_and_paged(numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yunhe.server.pages.floor.matters.AT_A_TIME", 2)
    leader = staff("W1", "区政府.区长")
    asked = "/matters/?mechanism=企呼我应&sort=number"
    pages = [re.findall(r"企呼我应-2026-\d{6}", page(leader.get(f"{asked}&page={number}"))) for number in (1, 2, 3)]
    assert [number for each in pages for number in each] == sorted(numbers)
    down = page(leader.get("/matters/?mechanism=企呼我应&sort=number&down=1"))
    assert re.findall(r"企呼我应-2026-\d{6}", down) == sorted(numbers, reverse=True)[:2]
    assert page(leader.get("/matters/?page=99999999&light=瞎写&sort=1;drop"))


BOUNDS: list[tuple[str, set[int]]] = [
    ("light=done", {4}),
    ("light=open", {0, 1, 2, 3}),
    ("unit=区城管局", {2, 3}),
    ("whose=申请人", {0}),
    ("state=办理中", {1, 2, 3}),
    ("outcome=解决", {4}),
    ("subdistrict=330105001", {0, 1, 2, 3, 4}),
    ("subdistrict=330105002", set()),
    ("opened_from=2026-03-18&opened_to=2026-03-18", {0, 1, 2, 3, 4}),
    ("opened_to=2026-03-17", set()),
    ("closed_from=2026-03-30", {4}),
    ("closed_to=2026-03-29", set()),
    ("moved=opened&since=2026-03-01", {0, 1, 2, 3, 4}),
]


def test_each_bound_keeps_its_matters(numbers: list[str]) -> None:
    leader = staff("W1", "区政府.区长")
    for asked, kept in BOUNDS:
        seen = page(leader.get(f"/matters/?{asked}"))
        assert {place for place, number in enumerate(numbers) if number in seen} == kept, asked


def test_a_file_holds_what_is_seen(numbers: list[str]) -> None:
    clerk = staff("W2", CLERK)
    answer = clerk.get("/matters/export/?mechanism=企呼我应&form=csv&sort=number")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[-2:]] == numbers[:2]
    assert "模拟" in rows[2][0]
    assert "截至 2026-03-30 10:00，2 件；条件：mechanism=企呼我应" in rows[1][0]
    assert clerk.get("/matters/export/").content.startswith(b"PK")


def test_tallies_say_what_counting_says(numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from yunhe.access.roles import access_of
    from yunhe.access.scope import scope_of
    from yunhe.server.pages.here import here
    from yunhe.server.statistics import asking, taking

    scopes = [
        scope_of(access_of(here().folder), posts)
        for posts in (["区政府.区长"], [CLERK], ["区政府.区长", CLERK], ["企业综合服务中心.分派岗", FOREIGN], [])
    ]
    live = [[sorted(asking.ask(m, scope, NOW).tallies) for m in taking.EVERY_SO_OFTEN] for scope in scopes]
    assert any(live[0])
    monkeypatch.setattr(taking, "MANY", 0)
    assert taking.take(NOW) == list(taking.EVERY_SO_OFTEN)
    assert taking.take(NOW) == []
    assert taking.of_when("standing") == NOW
    taken = [[sorted(asking.ask(m, scope, NOW).tallies) for m in taking.EVERY_SO_OFTEN] for scope in scopes]
    assert [[_summed(one) for one in each] for each in taken] == [[_summed(one) for one in each] for each in live]


def _summed(tallies: list[Any]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for one in tallies:
        key = (one.mechanism, one.what, one.mark, one.post)
        found[key] = found.get(key, 0) + one.number
    return found


def test_a_stranger_is_led_to_the_login(database: str) -> None:
    for path in ("/dashboard/", "/matters/", "/matters/export/"):
        assert stranger().get(path).status_code == 302
