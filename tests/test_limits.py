"""A limit says a number and a unit, nothing else."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.definitions.strict import Refusal
from yunhe.mechanisms.limits import LONGEST, UNITS, Counted, Limit, limit


@pytest.mark.parametrize(
    ("written", "expected", "said"),
    [
        ("30 days", Limit(30, "days"), "30日"),
        ("5 workdays", Limit(5, "workdays"), "5个工作日"),
        ("1 workday", Limit(1, "workdays"), "1个工作日"),
        ("3 months", Limit(3, "months"), "3个月"),
        ("10 minutes", Limit(10, "minutes"), "10分钟"),
        ("4 hours", Limit(4, "hours"), "4小时"),
        ("1 year", Limit(1, "years"), "1年"),
    ],
)
def test_a_limit_is_read_and_said(written: str, expected: Limit, said: str) -> None:
    assert limit(written) == expected
    assert expected.said() == said


@pytest.mark.parametrize(
    ("written", "problem", "remedy"),
    [
        ("0 days", "时限是零", "写至少 1"),
        ("-3 days", "不是时限：“-3 days”", "时限不能是负的"),
        ("030 days", "数字前有多余的零", "写成“30 days”"),
        ("99999 days", "时限太长：99999日", "最多写到 10000"),
        ("31 years", "时限太长", "最多写到 30"),
        ("30days", "不是时限：“30days”", "是不是想写“30 days”？"),
        ("30 Days", "不是时限", "是不是想写“30 days”？"),
        ("5个工作日", "不是时限", "是不是想写“5 workdays”？"),
        ("15日", "不是时限", "是不是想写“15 days”？"),
        ("30", "不是时限", "写成数字、空格、单位"),
        ("1.5 hours", "不是时限", "写成数字、空格、单位"),
        ("two days", "不是时限", "写成数字、空格、单位"),
        ("5 weeks", "不是时限", "写成数字、空格、单位"),
        ("5 microseconds", "不是时限", "写成数字、空格、单位"),
        ("P1D", "不是时限", "写成数字、空格、单位"),
        ("３ days", "不是时限", "写成数字、空格、单位"),
        ("9" * 5000 + " days", "不是时限：“999", "写成数字、空格、单位"),
        (None, "应是时限", "写成数字、空格、单位"),
        (True, "应是时限", "写成数字、空格、单位"),
    ],
)
def test_what_is_no_limit_is_refused_with_a_remedy(written: str | bool | None, problem: str, remedy: str) -> None:
    with pytest.raises(Refusal) as refused:
        limit(written)
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy


@given(st.sampled_from(UNITS), st.data())
def test_what_is_written_reads_back(unit: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, next(longest for each, longest in LONGEST.items() if each == unit)))
    assert str(limit(f"{count} {unit}")) == f"{count} {unit}"


@given(st.sampled_from(get_args(Counted)), st.integers(0, 10**15))
def test_what_is_left_of_a_limit_reads_back(unit: Counted, count: int) -> None:
    assert Limit.read(str(Limit(count, unit))) == Limit(count, unit)


@pytest.mark.parametrize("stored", ["", "5", "5 weeks", "-1 days", "05 days", "5  days"])
def test_what_was_never_stored_is_not_read(stored: str) -> None:
    with pytest.raises(ValueError, match="not a stored limit"):
        Limit.read(stored)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0分钟"), (59, "59秒"), (5400, "1小时30分钟"), (90061, "25小时1分钟1秒")]
)
def test_what_is_left_of_hours_is_said_as_a_clock_has_it(seconds: int, said: str) -> None:
    assert Limit(seconds * 1_000_000, "microseconds").said() == said
