"""Fill the table of rest days and make-up working days from the package `chinesecalendar` (MIT), once per release.

    python tools/fill_workdays.py > src/yunhe/mechanisms/workdays.csv

The package is not needed at run time; install it in an environment of its own. Rest days that fall on a weekend are
left out: they change nothing. Days which another order than the yearly notice made are listed in OTHER_ORDERS.
"""

import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module, metadata
from itertools import groupby

from yunhe.mechanisms.holidays import NOTICE, Day, Year, text_of

HEADER = """\
# 法定节假日和调休：{first}—{last}年。来源：国务院办公厅各年“{notice}”，
# 由软件包 chinesecalendar {version}（MIT 许可）转录。逐日与通知全文核对过的：2020、2025、2026年，
# 以及第四列的三件；其余年份未逐件核对。第四列写明年度通知以外的依据。
# 只列与平常周几不同的日子：休＝周一至周五放假，班＝周六、周日上班。由 tools/fill_workdays.py 生成。
"""
OTHER_ORDERS = {
    (date(2015, 9, 3), date(2015, 9, 6)): "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
    (date(2019, 5, 1), date(2019, 5, 5)): "国务院办公厅关于调整2019年劳动节假期安排的通知",
    (date(2019, 4, 28), date(2019, 4, 28)): "国务院办公厅关于调整2019年劳动节假期安排的通知",
    (date(2020, 1, 31), date(2020, 2, 2)): "国务院办公厅关于延长2020年春节假期的通知",
}


def basis(on: date) -> str:
    """The order that made the day exceptional."""
    orders = (order for (first, last), order in OTHER_ORDERS.items() if first <= on <= last)
    return next(orders, NOTICE.format(year=on.year))


def days() -> Iterator[Day]:
    constants = import_module("chinese_calendar.constants")
    names = {each.value: each.chinese for each in constants.Holiday}
    for on, name in constants.holidays.items():
        if on.weekday() < 5:
            yield Day(on, "休", names[name], basis(on))
    for on, name in constants.workdays.items():
        yield Day(on, "班", names[name], basis(on))


def main() -> int:
    grouped = groupby(sorted(days()), key=lambda day: day.on.year)
    years = [Year(number, tuple(group)) for number, group in grouped]
    version = metadata.version("chinesecalendar")
    notice = NOTICE.format(year="×")
    header = HEADER.format(first=years[0].number, last=years[-1].number, notice=notice, version=version)
    sys.stdout.write(header + text_of(years))
    return 0


if __name__ == "__main__":
    sys.exit(main())
