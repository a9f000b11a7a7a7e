"""Pages of a mechanism, a unit, a subdistrict: the definition for everybody, the numbers within the scope alone."""

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from some_matters import DAY, NOW, make
from visitors import GONGSHU, staff, stranger

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


def test_the_definition_is_for_everybody_the_numbers_are_not(numbers: list[str]) -> None:
    seen = page(stranger().get("/mechanism/企呼我应/"))
    assert "办理期限 5个工作日；类别为咨询的1个工作日" in seen
    assert "打标签：须有类别、标签 → 待分派" in seen
    assert "等在哪一步" not in seen
    assert "守住" not in seen
    whole, own = (
        page(staff(f"W{i}", post).get("/mechanism/企呼我应/")) for i, post in enumerate(("区政府.区长", CLERK))
    )
    assert "2026-03 至 2026-03 登记 5 件，办结 1 件" in whole
    assert "2026-03 至 2026-03 登记 2 件，办结 0 件" in own
    assert "办理中 3 11 11" in whole
    assert "办理中 1 11 11" in own
    assert page(stranger().get("/mechanism/企呼我应/examples/"))
    assert stranger().get("/mechanism/没有/").status_code == 404
    assert "企呼我应 企呼我应：" in page(stranger().get("/mechanisms/"))


def test_pages_of_places_count_what_their_links_open(numbers: list[str]) -> None:
    leader, clerk = staff("W1", "区政府.区长"), staff("W2", CLERK)
    for path in ("/unit/区城管局/", "/unit/区住建局/", "/subdistrict/330105001/", "/subdistrict/330105002/"):
        for visitor in (leader, clerk):
            answer = visitor.get(path)
            found = re.findall(r'href="(/matters/[?][^"]+)">(\d+)</a>', answer.content.decode())
            for link, number in found:
                assert f" {number} 件，截至" in page(visitor.get(unescape(link))), (path, link)
    assert "企呼我应" in page(leader.get("/unit/区城管局/"))
    assert "没有轮到它的事项" in page(clerk.get("/unit/区城管局/"))
    assert leader.get("/unit/没有这个局/").status_code == 404
    assert leader.get("/subdistrict/330199999/").status_code == 404
    assert "不排名" in page(leader.get("/units/"))


def test_a_limit_is_kept_when_its_run_ended_in_time(database: str) -> None:
    from yunhe.access.roles import access_of
    from yunhe.access.scope import scope_of
    from yunhe.server.matters import tick
    from yunhe.server.office import office_of
    from yunhe.server.statistics import kept
    from yunhe.server.statistics.asking import ask
    from yunhe.server.statistics.tally import LIMITS

    make()
    office = office_of(str(GONGSHU))
    later = NOW + 30 * DAY
    tick.tick(office, later)
    mechanism = office.in_force("企呼我应", later)
    counted = ask(LIMITS, scope_of(access_of(GONGSHU), ["区政府.区长"]), later)
    found = {one.clock.name: one for one in kept.limits(mechanism, counted)}
    assert (found["待分派"].ended, found["待分派"].kept) == (5, 5)
    assert (found["办理期限"].ended, found["办理期限"].kept) == (5, 2)  # two answered in time, three never
    assert found["办理期限"].share == Decimal("40.0")


def test_months_have_no_gaps_and_bounds_keep_the_last_ones() -> None:
    from yunhe.server.statistics import kept
    from yunhe.server.statistics.tally import Counted, Tally

    def told(month: str, mark: str, number: int) -> Tally:
        return Tally("甲", "公共", False, month, mark, "", number)

    flow = Counted((told("2025-11", "opened", 3), told("2026-02", "closed", 2)), NOW)
    assert list(kept.months(flow)) == [("2025-11", 3, 0), ("2025-12", 0, 0), ("2026-01", 0, 0), ("2026-02", 0, 2)]
    assert len(list(kept.months(Counted((told("2020-01", "opened", 1), told("2026-02", "opened", 1)), NOW)))) == 24
    assert list(kept.months(Counted((), NOW))) == []
