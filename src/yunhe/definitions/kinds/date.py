"""A day of the calendar. Canonical as ISO 8601: 2025-03-01."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "日期", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {
    "2025年3月1日": "2025-03-01",
    "2025/3/1": "2025-03-01",
    "2025.03.01": "2025-03-01",
    "20250301": "2025-03-01",
    "2025-03-01 00:00:00": "2025-03-01",
    datetime(2025, 3, 1): "2025-03-01",
    date(2025, 3, 1): "2025-03-01",
}
NOT_EXAMPLES = ("2025-02-30", "25-3-1", "2025年3月", "3月1日", 45717, "45717", datetime(2025, 3, 1, 8, 30), "1/3/2025")
FIRST, LAST = 1900, 2199
_WRITTEN = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})"
    r"|年([0-9]{1,2})月([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:T?00:00(?::00)?(?:\.0+)?)?"
)


def read(raw: object, field: "Field") -> "Json":
    """The day, when year, month and day are all given."""
    return day_of(raw).isoformat()


def day_of(raw: object) -> date:
    """The day that a cell holds."""
    if isinstance(raw, datetime):
        if (raw.hour, raw.minute, raw.second, raw.microsecond) != (0, 0, 0, 0):
            raise cell.FieldRefusal("带有钟点", "只留日期")
        return _within(raw.date())
    if isinstance(raw, date):
        return _within(raw)
    written = cell.signs(raw)
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise cell.FieldRefusal(f"“{cell.shown(written)}”不是日期", _remedy(written))
    return _within(_day(written, *(int(part) for part in found.groups() if part)))


def _day(written: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise cell.FieldRefusal(f"没有“{cell.shown(written)}”这一天", "改正月或日") from None


def _within(day: date) -> date:
    if not FIRST <= day.year <= LAST:
        raise cell.FieldRefusal(f"年份{day.year}不可信", f"改正年份（{FIRST}—{LAST}）")
    return day


def _remedy(written: str) -> str:
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", written):
        return "这像是表格的日期序号，把此列设为日期格式"
    return "写全年、月、日，如 2025-03-01"
