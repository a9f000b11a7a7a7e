"""日期要存在，星期要对得上，会议日期要合乎报告的年度。

2月30日、13月这样的日期历书上没有；“1月8日（星期四）”查历书便知对错；回顾2024年、安排2025年的报告，会议不会在2024年1月开。
"""

import datetime
import re
from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.prose import Prose, prose_of
from yunhe.audit.sessions import headings_of, reviewed_year
from yunhe.types import Case, Finding

SEVERITY = "error"
_TITLE = "江州市政府工作报告\n——{}在江州市第十四届人民代表大会第四次会议上\n江州市市长 王一\n各位代表：\n"
_YEARS = "一、2024年工作回顾\n增长5%。\n二、2025年工作安排\n增长5%左右。"
FLAGS = (
    "2025年2月30日开工。",
    "会议于2025年13月5日召开。",
    "截至6月31日，开工30个。",
    "2025年2月29日开工。",
    "2025年1月8日（星期四），大会开幕。",
    "2024年12月25日星期五开工。",
    _TITLE.format("2024年1月8日") + _YEARS,
)
PASSES = (
    "2024年2月29日开工。",
    "截至12月31日，开工30个。",
    "历时13个月5日。",
    "1—11月，投资增长3%。",
    "2025年1月8日（星期三），大会开幕。",
    "1月8日（星期四）开幕。",
    _TITLE.format("2025年1月8日") + _YEARS,
    Example(_TITLE.format("2024年12月28日") + _YEARS, name="江州市-2025.txt"),
    Example(_TITLE.format("2010年2月20日") + _YEARS, name="江州市-2025.txt"),
)
_DATE = re.compile("(?<![\\d.—-])(?:(\\d{4})年)?(\\d{1,2})月(\\d{1,2})日(?!均)")
_FULL = re.compile("(\\d{4})年\\d{1,2}月\\d{1,2}日")
_WEEKDAY = re.compile("[（(]?(?:星期|周)([一二三四五六日天])")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEK = "一二三四五六日"
_YEAR_END = 10  # a session from this month on may review the year that it is held in


def check(case: Case) -> Iterator[Finding]:
    """Dates that the calendar does not have, wrong weekdays, and a session's date a year off."""
    prose = prose_of(case.draft)
    for found in prose.find(_DATE):
        year, month, day = int(found[1] or 2000), int(found[2]), int(found[3])
        if not _exists(year, month, day):
            yield Finding.at(prose.span(found.start(), found.end()), "没有这一天", remedy="核对日期")
        elif found[1]:
            yield from _wrong_weekday(prose, found, datetime.date(year, month, day))
    yield from _wrong_session(prose)


def _exists(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1]:
        return False
    return (month, day) != (2, 29) or (year % 4 == 0 and year % 100 != 0) or year % 400 == 0


def _wrong_weekday(prose: Prose, found: re.Match[str], date: datetime.date) -> Iterator[Finding]:
    said = _WEEKDAY.match(prose.chars, found.end())
    right = _WEEK[date.weekday()]
    if said and said[1].replace("天", "日") != right:
        yield Finding.at(
            prose.span(found.start(), said.end()),
            f"{found[0]}是星期{right}",
            evidence=f"写的是星期{said[1]}",
            remedy="核对日期和星期",
        )


def _wrong_session(prose: Prose) -> Iterator[Finding]:
    """The year of the session against the years that the headings agree on."""
    date, year = prose.reading.outline.date, reviewed_year(prose.reading)
    headings = [h for h in headings_of(prose.reading) if year in h.reviewed and h.section.level == 1]
    if not date or year is None or len({h.year for h in headings}) < 2:
        return
    given, month = int(date[:4]), int(date[5:7])
    first = next(prose.find(_FULL), None)
    if first is None or int(first[1]) != given or abs(given - year - 1) != 1 or (given == year and month >= _YEAR_END):
        return
    yield Finding.at(
        prose.span(first.start(), first.end()),
        f"会议日期在{given}年{month}月，标题却是回顾{year}年、安排{year + 1}年",
        evidence="；".join(h.section.title for h in headings),
        remedy=f"核对会议日期，应在{year + 1}年",
    )
