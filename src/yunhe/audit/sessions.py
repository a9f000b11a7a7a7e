"""When a report was given, and so which year it reviews: by its date, its file's name, and its headings."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from yunhe.audit.prose import once_a_reading
from yunhe.types import Reading, Section

_YEAR = re.compile(
    "(?<![\\d.—\\-至到])((?:19|20)\\d\\d)年(?!以来|以前|之前|远景|[前后起底末初来]|[、和及至到—\\-]\\d|，|\\d)"
)
_PLAN = re.compile(
    "安排|任务|目标|部署|打算|建议|总体要求|总体思路|工作重点|重点工作|工作思路|工作要点|工作计划|举措|措施|"
    "指导思想|今后|展望|做好|各项工作|意见|考虑"
)
_REVIEW = re.compile("回顾|总结|完成情况|执行情况|落实情况|工作情况|成就|成效|进展|所做")
_FIRST = re.compile("第?一[、章部]")
_LATER = re.compile("第?[三四五六][、章部]")
_NAME_YEAR = re.compile("(?:19|20)\\d\\d")
_LONGEST = 40  # letters; a longer heading is a sentence that may speak of any year
_FAR = 3  # a heading that lies further off than this speaks of something else


class Heading(NamedTuple):
    """A chapter heading that names one year; `reviewed` are the years that the report reviews if it is right."""

    section: Section
    year: int
    at: int  # offset of the year in the title
    reviewed: tuple[int, ...]

    @property
    def is_plan(self) -> bool:
        return self.year - 1 in self.reviewed and len(self.reviewed) == 1


class Session(NamedTuple):
    """The years that a report can review, given its date or its file's name; `said` tells how that is known."""

    years: tuple[int, ...]
    said: str


def session_of(reading: Reading) -> Session:
    """What the date of the session, else the year in the file's name, says of the year reviewed; empty if neither."""
    named = _NAME_YEAR.search(PurePath(reading.document.name).stem)
    by_name = (int(named.group()) - 1, int(named.group())) if named else ()
    date = reading.outline.date
    if not date:
        return Session(by_name, f"文件名写的是{named.group()}年" if named else "")
    year, month = int(date[:4]), int(date[5:7])
    years: tuple[int, ...] = (year - 1,) if month <= 3 else (year,) if month == 12 else (year - 1, year)
    if by_name and not set(by_name) & set(years):
        years = tuple(sorted({*years, *by_name}))
    return Session(years, f"会议日期是{year}年{month}月")


@once_a_reading
def headings_of(reading: Reading) -> tuple[Heading, ...]:
    """The headings of chapters and of their first parts that name a single year near the session's."""
    return tuple(_headings(reading))


@once_a_reading
def reviewed_year(reading: Reading) -> int | None:
    """The year that a report reviews: what the session leaves open is decided by most of its headings."""
    years = session_of(reading).years
    votes = Counter(year for heading in headings_of(reading) for year in heading.reviewed)
    allowed = [year for year in years if votes[year]] or list(years)
    if allowed:
        return max(allowed, key=lambda year: (votes[year], -year))
    return reading.outline.year


def _headings(reading: Reading) -> Iterator[Heading]:
    near = session_of(reading).years
    sections = [s for s in reading.outline.sections if s.level in (1, 2) and s.role not in ("glossary", "appendix")]
    for index, section in enumerate(sections):
        if len(section.title) > _LONGEST:
            continue
        found = list(_YEAR.finditer(section.title))
        if len(re.findall("(?:19|20)\\d\\d", section.title)) != 1 or len(found) != 1:
            continue
        year = int(found[0].group(1))
        reviewed = _reviewed(section.title, year)
        if len(reviewed) > 1 and section.level == 1 and _closes(sections, index):
            reviewed = reviewed[:1]
        if reviewed and (not near or min(abs(year - each) for each in near) <= _FAR):
            yield Heading(section, year, found[0].start(1), reviewed)


def _closes(sections: list[Section], index: int) -> bool:
    """Whether a chapter stands behind the one that looks back, and before no other that plans a year."""
    before = any(s.level == 1 and _REVIEW.search(s.title) for s in sections[:index])
    behind = any(s.level == 1 and _PLAN.search(s.title) and _YEAR.search(s.title) for s in sections[index + 1 :])
    return before and not behind


def _reviewed(title: str, year: int) -> tuple[int, ...]:
    """The years reviewed that a heading is right for: 回顾 of that year, 安排 for the one after, or either."""
    plans, reviews = _PLAN.search(title) is not None, _REVIEW.search(title) is not None
    if plans and reviews:
        return ()
    if plans or reviews:
        return (year - 1,) if plans else (year,)
    if _FIRST.match(title):
        return (year,)
    return (year - 1,) if _LATER.match(title) else (year - 1, year)
