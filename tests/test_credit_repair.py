"""企业信用修复: which rules a matter begins under, and from when it may be repaired by its level."""

from datetime import date
from pathlib import Path

import pytest

from yunhe.definitions.codes import district_of
from yunhe.mechanisms import rehearsal
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import Calendar

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"
LIBRARY = library_of(GONGSHU, district_of(GONGSHU))


@pytest.mark.parametrize(
    ("opened", "version"),
    [
        (date(2023, 5, 1), "2023-05-01"),
        (date(2026, 3, 31), "2023-05-01"),
        (date(2026, 4, 1), "2026-04-01"),
    ],
)
def test_a_matter_begins_under_the_rules_of_its_day(opened: date, version: str) -> None:
    assert LIBRARY.in_force("信用修复", opened).version == version


@pytest.mark.parametrize(
    ("level", "still_published", "may_ask"),
    [("一般", "2026-07-01", "2026-07-02"), ("严重", "2027-04-01", "2027-04-02")],
)
def test_repair_may_be_asked_for_when_the_least_time_is_over(level: str, still_published: str, may_ask: str) -> None:
    mechanism = LIBRARY.in_force("信用修复", date(2026, 4, 1))
    opening = {"do": "登记", "on": date(2026, 4, 1), "with": {"失信程度": level}}
    for day, state in ((still_published, "公示中"), (may_ask, "可申请")):
        steps = (opening, {"do": "公示"}, {"on": date.fromisoformat(day)})
        situation, refused, _ = rehearsal.rehearse(mechanism, steps, Calendar.shipped())
        assert refused is None
        assert situation is not None
        assert situation.state == state


def test_an_objection_that_fails_does_not_prolong_the_publication() -> None:
    mechanism = LIBRARY.in_force("信用修复", date(2026, 4, 1))
    steps = (
        {"do": "登记", "on": date(2026, 4, 1)},
        {"do": "公示"},
        {"do": "提出异议", "on": date(2026, 6, 29)},
        {"do": "异议不成立", "on": date(2026, 6, 30)},
        {"on": date(2026, 7, 2)},
    )
    situation, _, _ = rehearsal.rehearse(mechanism, steps, Calendar.shipped())
    assert situation is not None
    assert situation.state == "可申请"
