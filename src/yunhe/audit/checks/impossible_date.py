"""日期要存在。

2月30日、13月这样的日期历书上没有，必是笔误。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "error"
FLAGS = ("2025年2月30日开工。", "会议于2025年13月5日召开。", "截至6月31日，开工30个。", "2025年2月29日开工。")
PASSES = ("2024年2月29日开工。", "截至12月31日，开工30个。", "历时13个月5日。", "1—11月，投资增长3%。")
_DATE = re.compile("(?<![\\d.—-])(?:(\\d{4})年)?(\\d{1,2})月(\\d{1,2})日(?!均)")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def check(case: Case) -> Iterator[Finding]:
    """Dates that the calendar does not have."""
    prose = prose_of(case.draft)
    for found in prose.find(_DATE):
        year, month, day = int(found[1] or 2000), int(found[2]), int(found[3])
        if not _exists(year, month, day):
            yield Finding.at(prose.span(found.start(), found.end()), "没有这一天", remedy="核对日期")


def _exists(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1]:
        return False
    return (month, day) != (2, 29) or (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
