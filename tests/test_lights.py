"""Lights: limits and pace; windows of the month; conditions on them. Colours never get better by doing less."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.errors import DefinitionError
from yunhe.mechanisms.lights import COLOURS, Light, Pace, colour, light, pace_of
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.situation import Running, Situation
from yunhe.mechanisms.windows import UnderLight, Window
from yunhe.mechanisms.workdays import CHINA

FIELDS = {
    "进度": Field("进度", "decimal"),
    "起": Field("起", "date"),
    "止": Field("止", "date"),
    "名": Field("名", "text"),
}
YEAR = {"起": "2025-01-01", "止": "2025-12-31"}
NOW = datetime(2025, 7, 2, 10, tzinfo=CHINA)  # half of the 364 days


def pace(written: str) -> Pace:
    return pace_of(FIELDS)(strict.parse(written, "x.yaml"))


EVEN = pace("{progress: 进度, from: 起, to: 止, yellow: 10, basis: 示例口径}")


def matter(progress: str | None = None, **clocks: Running) -> Situation:
    values = {**YEAR, **({"进度": progress} if progress else {})}
    return Situation("X-1", "X", "", opened="2025-01-01T00:00:00+00:00", values=values, clocks=clocks)


def running(due: datetime, warn: datetime | None = None, paused: datetime | None = None) -> Running:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    return Running(start, Limit.read("5 days"), due, False, 1, 0, {"warn": warn} if warn else {}, (), paused)


@pytest.mark.parametrize(
    ("progress", "wanted"),
    [("50", "绿"), ("100", "绿"), ("49.9", "黄"), ("40", "黄"), ("39.99", "红"), (None, "红")],
)
def test_half_of_the_time_wants_half_of_the_work(progress: str | None, wanted: str) -> None:
    found = light(EVEN, matter(progress), NOW)
    assert found is not None
    assert found.colour == wanted


def test_a_light_says_its_arithmetic() -> None:
    assert light(EVEN, matter("38"), NOW) == Light("红", "应到50%，报38%，差12个百分点（示例口径）")


def test_a_plan_asks_for_less_at_the_beginning() -> None:
    late = pace("{progress: 进度, from: 起, to: 止, plan: {1/2: 20, 3/4: 60}, basis: 示例口径}")
    assert colour(late, matter("20"), NOW) == "绿"
    assert colour(late, matter("19"), NOW) == "红"
    assert [late.due_at(Fraction(share)) for share in ("1/4", "5/8", "1", "2")] == [10, 40, 100, 100]


def test_limits_are_red_when_they_have_run_out_and_yellow_from_their_warning_on() -> None:
    day = timedelta(days=1)
    assert light(None, matter(办理=running(NOW)), NOW) == Light("红", "“办理”已于 2025-07-02 10:00 到期")
    warned = light(None, matter(办理=running(NOW + day, NOW)), NOW)
    assert warned is not None
    assert warned.colour == "黄"
    assert light(None, matter(办理=running(NOW + day, NOW + day)), NOW) == Light("绿", "在时限之内")
    assert light(None, matter(办理=running(NOW - day, paused=NOW - 2 * day)), NOW) == Light("绿", "在时限之内")


def test_a_late_reporter_is_red_though_the_work_goes_well() -> None:
    found = light(EVEN, matter("90", 月报=running(NOW)), NOW)
    assert found is not None
    assert (found.colour, colour(EVEN, matter("90", 月报=running(NOW)), NOW)) == ("红", "绿")


def test_what_is_closed_has_no_light() -> None:
    closed = Situation("X-1", "X", "", outcome="办结", values=YEAR)
    assert light(EVEN, closed, NOW) is None


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.integers(-40, 400))
def test_more_progress_never_makes_a_light_worse(less: object, more: object, days: int) -> None:
    low, high = sorted((str(less), str(more)), key=Fraction)
    at = datetime(2025, 1, 1, 12, tzinfo=CHINA) + timedelta(days=days)
    assert COLOURS.index(colour(EVEN, matter(high), at)) <= COLOURS.index(colour(EVEN, matter(low), at))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{progress: 名, to: 止, basis: 甲}", "进度"),
        ("{progress: 进度, to: 止}", "basis"),
        ("{progress: 进度, to: 止, plan: {2: 20}, basis: 甲}", "不是时间的份额"),
        ("{progress: 进度, to: 止, plan: {1/2: 60, 3/4: 50}, basis: 甲}", "只升不降"),
        ("{progress: 进度, to: 止, yellow: 一成, basis: 甲}", "应是百分数"),
        ("{progress: 进度, to: 止, yellow: 120, basis: 甲}", "0 至 100"),
        ("{progress: 进度, to: 止, red: 5, basis: 甲}", "不认识的键"),
    ],
)
def test_a_pace_that_cannot_be_meant_is_refused(written: str, said: str) -> None:
    with pytest.raises((DefinitionError, strict.Refusal), match=said):
        pace(written)


@pytest.mark.parametrize(
    ("window", "day", "is_open"),
    [
        (Window(20, 31, "甲"), date(2025, 3, 20), True),
        (Window(20, 31, "甲"), date(2025, 3, 19), False),
        (Window(25, 5, "甲"), date(2025, 3, 5), True),
        (Window(25, 5, "甲"), date(2025, 3, 6), False),
        (Window(25, 5, "甲"), date(2025, 2, 26), True),
        (Window(30, 31, "甲"), date(2025, 2, 28), True),  # the month's last day
        (Window(30, 31, "甲"), date(2025, 2, 27), False),
    ],
)
def test_a_window_is_open_on_its_days(window: Window, day: date, is_open: bool) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
    assert (window.unmet(noon) is None) is is_open


@given(st.integers(1, 31), st.integers(1, 31), st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_every_window_opens_in_every_month(first: int, last: int, day: date) -> None:
    start = datetime(day.year, day.month, 1, 12, tzinfo=CHINA)
    days = [start + timedelta(days=n) for n in range(31) if (start + timedelta(days=n)).month == day.month]
    assert any(Window(first, last, "甲").unmet(each) is None for each in days)


def test_a_condition_on_the_light_says_which_one_is_on() -> None:
    refused = UnderLight(("红",), "示例口径").unmet("绿")
    assert refused is not None
    assert refused.because == "亮的是绿灯，不是红灯（示例口径）"
