"""Limits end where the law ends them (民法典 200–204), on a calendar that is data."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunhe.errors import DefinitionError, UnreadableError
from yunhe.mechanisms.holidays import FIRST_YEAR, Day, Year, read_year
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.workdays import CHINA, Calendar, consumed, due, extended, remaining, resumed, share

CALENDAR = Calendar.shipped()
WORKING_DAYS = {
    **{2004: 252, 2005: 250, 2006: 251, 2007: 249, 2008: 251, 2009: 250, 2010: 250, 2011: 250, 2012: 249},
    **{2013: 250, 2014: 250, 2015: 249, 2016: 250, 2017: 249, 2018: 250, 2019: 250, 2020: 249, 2021: 250},
    **{2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248},
}
instants = st.datetimes(datetime(2003, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))
days = st.dates(date(2003, 1, 1), date(2030, 12, 31))
limits = st.one_of(
    st.builds(Limit, st.integers(1, 400), st.sampled_from(["days", "workdays", "hours", "minutes"])),
    st.builds(Limit, st.integers(1, 40), st.sampled_from(["months", "years"])),
)
spans = st.timedeltas(timedelta(0), timedelta(days=800))


def at(written: str) -> datetime:
    """An instant written in Chinese time."""
    return datetime.fromisoformat(written).replace(tzinfo=CHINA)


def last_day(start: str, written: str, **rules: bool) -> str:
    count, unit = written.split()
    return due(CALENDAR, at(start), Limit.read(f"{count} {unit}"), **rules).last_day.isoformat()


ALL_DAYS = "f07b1434e28df301"  # of every day 2004–2026, 1 worked and 0 not, as chinesecalendar 1.11.0 has them
MADE_UP = "2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12"
TABLE_2027 = """日期,标记,名称\r
2027/1/1,休,元旦\r
2027/1/3,班,元旦\r
2027-02-08,休,春节\r
2027-04-05,休,清明节\r
2027-05-03,休,劳动节\r
2027-06-09,休,端午节\r
2027-10-01,休,国庆节\r
"""


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any calendar at all: few or many exceptions, gaps between the years."""
    chosen = sorted(draw(st.sets(st.dates(date(2024, 12, 1), date(2028, 1, 31)), max_size=60)))
    marked = [turned(day) for day in chosen]
    years = {day.on.year for day in marked}
    return Calendar.of(Year(year, tuple(day for day in marked if day.on.year == year)) for year in years)


def published_later(calendar: Calendar) -> Iterator[Year]:
    """What may yet come: every year not published with days turned over, and the ends of the years before them."""
    ours = {year.number: year for year in calendar.years}
    for year in range(2003, 2075):
        days = {} if year in ours else {day: turned(day) for day in every_day(year)[::7]}
        if year + 1 not in ours:
            days |= {day: turned(day) for day in every_day(year)[-3:]}
        days |= {day.on: day for day in (ours[year].days if year in ours else ()) if day.on not in days}
        yield Year(year, tuple(days[day] for day in sorted(days)))


def turned(day: date) -> Day:
    return Day(day, "班" if day.weekday() > 4 else "休", "节", "通知")


def every_day(year: int) -> list[date]:
    return [date.fromordinal(each) for each in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]


@pytest.mark.parametrize("year", WORKING_DAYS)
def test_a_published_year_has_as_many_working_days_as_its_notice_leaves(year: int) -> None:
    assert CALENDAR.is_published(year)
    assert sum(map(CALENDAR.is_workday, every_day(year))) == WORKING_DAYS[year]


def test_every_day_is_as_it_was_published() -> None:
    days = "".join(str(int(CALENDAR.is_workday(day))) for year in WORKING_DAYS for day in every_day(year))
    assert hashlib.sha256(days.encode()).hexdigest()[:16] == ALL_DAYS


def test_the_weekends_that_were_worked_in_2024_are_those_of_the_notice() -> None:
    worked = [day.isoformat() for day in every_day(2024) if CALENDAR.is_workday(day) and day.weekday() > 4]
    assert worked == MADE_UP.split()


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        ("2026-03-02T09:00", "15 days", "2026-03-17"),  # 信访: the first day is not counted
        ("2026-03-02T00:00", "1 days", "2026-03-03"),
        ("2026-03-02T23:59:59", "1 days", "2026-03-03"),
        ("2026-03-06T09:00", "15 days", "2026-03-23"),  # the 21st is a Saturday
        ("2026-01-31T09:00", "1 months", "2026-02-28"),  # no 31st: the month's last; a make-up Saturday is worked
        ("2025-01-31T09:00", "1 months", "2025-02-28"),
        ("2024-02-29T09:00", "1 years", "2025-02-28"),
        ("2025-11-30T09:00", "3 months", "2026-02-28"),
        ("2025-12-15T09:00", "6 months", "2026-06-15"),
        ("2026-02-13T16:00", "1 workdays", "2026-02-14"),  # a Saturday made up for 春节
        ("2026-02-10T16:00", "5 workdays", "2026-02-24"),  # across 春节
        ("2026-02-01T16:00", "15 days", "2026-02-24"),  # ends within 春节, moves behind it
        ("2026-02-17T16:00", "3 workdays", "2026-02-26"),  # begins within it
        ("2026-09-30T16:00", "1 workdays", "2026-10-08"),
    ],
)
def test_it_ends_where_the_law_ends_it(start: str, limit: str, last: str) -> None:
    assert last_day(start, limit) == last


def test_a_law_may_leave_the_last_day_where_it_is() -> None:
    assert last_day("2026-03-06T09:00", "15 days", last_day_moves=False) == "2026-03-21"


def test_a_day_is_over_at_midnight_in_china() -> None:
    assert due(CALENDAR, at("2026-03-02T09:00"), Limit(15, "days")).at == datetime(2026, 3, 17, 16, tzinfo=UTC)


def test_hours_and_minutes_run_through() -> None:
    assert due(CALENDAR, at("2026-02-16T23:55"), Limit(10, "minutes")).at == at("2026-02-17T00:05")
    assert due(CALENDAR, at("2026-02-16T23:55:30"), Limit(4, "hours")).at == at("2026-02-17T03:55:30")


def test_an_instant_without_time_zone_is_refused() -> None:
    for limit in (Limit(1, "hours"), Limit(1, "days")):
        with pytest.raises(ValueError, match="without time zone"):
            due(CALENDAR, datetime(2026, 3, 2), limit)


@pytest.mark.parametrize(
    ("start", "limit", "provisional"),
    [
        ("2026-12-30T09:00", "5 workdays", True),
        ("2026-12-01T09:00", "5 workdays", False),
        ("2026-12-21T09:00", "5 workdays", False),  # ends on the 28th
        ("2026-12-22T09:00", "5 workdays", True),  # on the 29th, which the notice of 2027 may still move
        ("2025-12-22T09:00", "5 workdays", False),
        ("2026-12-30T09:00", "30 days", True),
        ("2026-12-30T09:00", "4 hours", False),
        ("2026-03-30T09:00", "1 years", True),
        ("2003-12-31T09:00", "5 workdays", False),  # the first day is not counted
        ("2003-12-30T09:00", "5 workdays", True),
        ("2003-12-20T09:00", "30 days", False),  # of days only the last matters
    ],
)
def test_what_hangs_on_an_unpublished_year_is_provisional(start: str, limit: str, provisional: bool) -> None:
    assert due(CALENDAR, at(start), Limit.read(limit)).provisional is provisional


def test_nothing_is_provisional_where_the_calendar_has_no_say() -> None:
    assert not due(CALENDAR, at("2026-12-30T09:00"), Limit(30, "days"), last_day_moves=False).provisional


@given(instants, limits)
def test_a_longer_limit_never_ends_earlier(start: datetime, limit: Limit) -> None:
    longer = Limit(limit.count + 1, limit.unit)
    assert due(CALENDAR, start, limit).at <= due(CALENDAR, start, longer).at


@given(instants, spans, limits)
def test_a_later_start_never_ends_earlier(start: datetime, later: timedelta, limit: Limit) -> None:
    assert due(CALENDAR, start, limit).at <= due(CALENDAR, start + later, limit).at


@given(instants, st.integers(0, 400))
def test_working_days_end_on_a_working_day_and_count_as_many(start: datetime, count: int) -> None:
    last = due(CALENDAR, start, Limit(count, "workdays")).last_day
    first = start.astimezone(CHINA).date()
    between = [date.fromordinal(each) for each in range(first.toordinal() + 1, last.toordinal() + 1)]
    assert CALENDAR.is_workday(last)
    assert sum(map(CALENDAR.is_workday, between)) == count or count == 0


@given(instants, st.integers(1, 400), st.sampled_from(["days", "months", "workdays"]))
def test_a_last_day_that_moves_is_worked(start: datetime, count: int, unit: str) -> None:
    assert CALENDAR.is_workday(due(CALENDAR, start, Limit.read(f"{count} {unit}")).last_day)


@given(calendars(), st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_rank_and_working_day_answer_each_other(calendar: Calendar, day: date) -> None:
    rank = calendar.rank(day)
    assert rank - calendar.rank(day - timedelta(days=1)) == calendar.is_workday(day)
    assert calendar.workday(rank) <= day < calendar.workday(rank + 1)
    assert calendar.is_workday(calendar.workday(rank))
    assert calendar.rank(calendar.workday(rank)) == rank
    assert calendar.workday_from(day) == (day if calendar.is_workday(day) else calendar.workday(rank + 1))


@given(calendars())
def test_any_calendar_reads_back_equal(calendar: Calendar) -> None:
    assert Calendar.read(calendar.text()) == calendar


@given(calendars(), instants, limits, spans)
def test_on_any_calendar_a_pause_of_no_length_changes_nothing(
    calendar: Calendar, start: datetime, limit: Limit, span: timedelta
) -> None:
    assert resumed(calendar, start, limit, start + span, start + span) == due(calendar, start, limit)


@given(calendars(), instants, limits)
def test_what_is_not_provisional_no_later_notice_changes(calendar: Calendar, start: datetime, limit: Limit) -> None:
    said = due(calendar, start, limit)
    assert said.provisional or due(Calendar.of(published_later(calendar)), start, limit) == said


@given(instants, limits, spans, st.booleans())
def test_pausing_and_resuming_at_once_changes_nothing(
    start: datetime, limit: Limit, span: timedelta, moves: bool
) -> None:
    first = due(CALENDAR, start, limit, last_day_moves=moves)
    assert resumed(CALENDAR, start, limit, start + span, start + span, last_day_moves=moves) == first


@given(instants, limits, spans, spans, spans)
def test_a_longer_pause_never_ends_earlier(
    start: datetime, limit: Limit, until: timedelta, pause: timedelta, more: timedelta
) -> None:
    paused = start + until
    shorter = resumed(CALENDAR, start, limit, paused, paused + pause)
    assert due(CALENDAR, start, limit).at <= shorter.at
    assert shorter.at <= resumed(CALENDAR, start, limit, paused, paused + pause + more).at


@given(instants, limits, st.decimals(0, 1, places=3))
def test_what_is_used_and_what_is_left_make_the_whole(start: datetime, limit: Limit, part: Decimal) -> None:
    end = due(CALENDAR, start, limit, last_day_moves=False).at - timedelta(microseconds=1)
    paused = start + (end - start) * float(part)
    used, left = consumed(CALENDAR, start, paused, limit), remaining(CALENDAR, start, paused, limit)
    whole = remaining(CALENDAR, start, start, limit)
    assert (used.unit, used.count + left.count) == (whole.unit, whole.count)


@pytest.mark.parametrize(
    ("start", "limit", "paused", "again", "last"),
    [
        ("2026-03-02T09:00", "5 workdays", "2026-03-04T09:00", "2026-03-09T09:00", "2026-03-12"),
        ("2026-03-02T09:00", "5 workdays", "2026-03-09T09:00", "2026-03-14T09:00", "2026-03-16"),  # none left: Monday
        ("2026-03-02T09:00", "30 days", "2026-03-12T09:00", "2026-03-22T09:00", "2026-04-13"),  # the 11th, a Saturday
        ("2026-01-31T09:00", "1 months", "2026-02-25T09:00", "2026-03-02T09:00", "2026-03-05"),
        ("2026-03-02T09:00", "5 workdays", "2026-03-10T09:00", "2026-04-10T09:00", "2026-03-09"),  # late stays late
    ],
)
def test_a_pause_puts_off_what_is_left(start: str, limit: str, paused: str, again: str, last: str) -> None:
    then = resumed(CALENDAR, at(start), Limit.read(limit), at(paused), at(again))
    assert then.last_day.isoformat() == last


def test_a_pause_of_hours_is_exact() -> None:
    then = resumed(
        CALENDAR, at("2026-03-02T09:00"), Limit(4, "hours"), at("2026-03-02T10:30:15"), at("2026-03-05T08:00")
    )
    assert then.at == at("2026-03-05T10:29:45")


@given(instants, st.integers(1, 90), st.integers(1, 90), st.sampled_from(["days", "workdays", "hours"]))
def test_sixty_days_and_thirty_more_are_ninety(start: datetime, first: int, more: int, unit: str) -> None:
    until = due(CALENDAR, start, Limit.read(f"{first} {unit}"), last_day_moves=False).at
    whole = due(CALENDAR, start, Limit.read(f"{first + more} {unit}"), last_day_moves=False).at
    assert extended(CALENDAR, until, Limit.read(f"{more} {unit}"), last_day_moves=False).at == whole


def test_what_has_run_out_at_the_pause_stays_so() -> None:
    ended = at("2026-03-02T13:00")
    assert resumed(CALENDAR, at("2026-03-02T09:00"), Limit(4, "hours"), ended, at("2026-03-05T08:00")).at == ended


def test_what_was_used_in_an_unpublished_year_keeps_the_end_provisional() -> None:
    start, paused, again = at("2003-12-22T09:00"), at("2003-12-31T12:00"), at("2004-03-01T09:00")
    assert resumed(CALENDAR, start, Limit(20, "workdays"), paused, again).provisional
    assert not resumed(CALENDAR, start, Limit(20, "days"), paused, again).provisional


def test_an_extension_counts_on_from_the_last_day() -> None:
    first = due(CALENDAR, at("2026-03-02T09:00"), Limit(60, "days")).at  # Friday, 1 May, moves to 6 May
    assert extended(CALENDAR, first, Limit(30, "days")).last_day == date(2026, 6, 5)
    assert extended(CALENDAR, at("2026-03-02T09:00"), Limit(1, "hours")).at == at("2026-03-02T10:00")


@given(instants, limits, st.decimals(0, 1, places=3), st.decimals(0, 1, places=3))
def test_a_share_lies_between_and_grows(start: datetime, limit: Limit, one: Decimal, other: Decimal) -> None:
    end = due(CALENDAR, start, limit).at
    low, high = (share(CALENDAR, start, end, fraction, limit) for fraction in sorted((one, other)))
    assert start <= low <= high <= end


@given(instants, st.integers(1, 60), st.decimals(0, Decimal("0.999"), places=3))
def test_a_warning_never_falls_on_a_rest_day(start: datetime, count: int, fraction: Decimal) -> None:
    limit = Limit(count, "workdays")
    warned = share(CALENDAR, start, due(CALENDAR, start, limit).at, fraction, limit)
    assert CALENDAR.is_workday(warned.astimezone(CHINA).date())


def test_four_fifths_of_five_working_days_are_over_when_the_fifth_begins() -> None:
    start, limit = at("2026-02-10T16:00"), Limit(5, "workdays")
    end = due(CALENDAR, start, limit).at
    assert share(CALENDAR, start, end, Decimal("0.8"), limit) == at("2026-02-24T00:00")
    assert share(CALENDAR, start, end, Decimal(1), limit) == end
    hours = Limit(10, "hours")
    assert share(CALENDAR, start, start + timedelta(hours=10), Decimal("0.8"), hours) == start + timedelta(hours=8)


def test_a_share_beyond_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        share(CALENDAR, at("2026-03-02T09:00"), at("2026-03-09T00:00"), Decimal("1.2"), Limit(5, "workdays"))


def test_a_calendar_reads_back_equal() -> None:
    assert Calendar.read(CALENDAR.text()) == CALENDAR
    assert hash(Calendar.of(CALENDAR.years)) == hash(CALENDAR)


def year_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "2027.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_office_adds_the_year_on_the_day_it_is_published(tmp_path: Path, encoding: str) -> None:
    year = read_year(year_file(tmp_path, TABLE_2027, encoding))
    calendar = CALENDAR.with_year(year)
    assert calendar.is_published(2027)
    assert calendar.is_workday(date(2027, 1, 3))
    assert not calendar.is_workday(date(2027, 2, 8))
    assert not due(calendar, at("2026-12-30T09:00"), Limit(5, "workdays")).provisional
    assert due(calendar, at("2026-12-30T09:00"), Limit(5, "workdays")).last_day == date(2027, 1, 6)
    assert year.days[0].basis == "国务院办公厅关于2027年部分节假日安排的通知"
    assert Calendar.read(calendar.text()) == calendar
    assert calendar.with_year(year) == calendar


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2026-12-31,休,元旦", "2026-12-31不是2027年的日期"),
        ("2027-01-01,休,元旦", "2027-01-01重复，第 2 行已有"),
        ("2027-02-05,班,春节", "2027-02-05本来就是工作日，不必标“班”"),
        ("2027-02-06,休,春节", "2027-02-06本来就是周末，不必标“休”"),
        ("2027-02-08,放,春节", "标记不能是“放”"),
        ("2027-02-08,休,", "没有写名称"),
        ("2027-02-08,休", "有 2 列"),
        ("2027-02-08,休,春节,通知,多", "有 5 列"),
        ("2027-02-30,休,春节", "不是日期：“2027-02-30”"),
        ("08/02/2027,休,春节", "不是日期：“08/02/2027”"),
        ("２０２７-02-08,休,春节", "不是日期：“２０２７-02-08”"),
        ("1989-10-02,休,国庆节", "不是日期：“1989-10-02”"),
        ('2027-02-08,休,"春节', "不是 csv："),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    path = year_file(tmp_path, f"日期,标记,名称\n2027-01-01,休,元旦\n{row}\n")
    with pytest.raises(DefinitionError) as refused:
        read_year(path)
    assert str(refused.value).startswith(f"{path}:3: {problem}")
    assert refused.value.remedy


def test_half_a_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"2027.csv:7: 没有国庆的“休” → 照通知补全"):
        read_year(year_file(tmp_path, TABLE_2027.replace("2027-10-01,休,国庆节\r\n", "")))


@pytest.mark.parametrize("year", CALENDAR.years, ids=lambda year: str(year.number))
def test_every_year_shipped_can_be_imported_as_it_is(tmp_path: Path, year: Year) -> None:
    assert year.number >= FIRST_YEAR
    assert read_year(year_file(tmp_path, year.text())) == year


def test_a_file_without_days_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="没有一个日期"):
        read_year(year_file(tmp_path, "日期,标记,名称\n"))
    with pytest.raises(UnreadableError, match="读不了"):
        read_year(tmp_path / "missing.csv")
    with pytest.raises(UnreadableError, match="文件太大"):
        read_year(year_file(tmp_path, "#" * 300_000))
