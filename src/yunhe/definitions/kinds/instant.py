"""A moment, to the second. Canonical in UTC: 2025-03-01T00:30:00+00:00; without a zone it is 北京时间."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell
from yunhe.definitions.kinds.date import FIRST, LAST, day_of

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "时刻", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {
    "2025-03-01 08:30": "2025-03-01T00:30:00+00:00",
    "2025年3月1日 8:30:15": "2025-03-01T00:30:15+00:00",
    "2025-03-01T00:30:00Z": "2025-03-01T00:30:00+00:00",
    datetime(2025, 3, 1, 8, 30): "2025-03-01T00:30:00+00:00",
}
NOT_EXAMPLES = ("2025-03-01", "8:30", "2025-03-01 25:00", "2025-03-01 08:30 PM", date(2025, 3, 1))
BEIJING = timezone(timedelta(hours=8), "北京时间")
_WRITTEN = re.compile(r"(.+?)[T日 ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?")
_REMEDY = "写全日期和时分，如 2025-03-01 08:30"


def read(raw: object, field: "Field") -> "Json":
    """The moment, when day, hour and minute are given."""
    moment = raw if isinstance(raw, datetime) else _moment(raw)
    aware = moment if moment.utcoffset() is not None else moment.replace(tzinfo=BEIJING)
    try:
        utc = aware.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise cell.FieldRefusal("年份不可信", _REMEDY) from None
    if not FIRST < utc.year < LAST:
        raise cell.FieldRefusal(f"年份{utc.year}不可信", _REMEDY)
    return utc.isoformat()


def _moment(raw: object) -> datetime:
    written = unicodedata.normalize("NFKC", cell.line(raw, 60)).upper()
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise cell.FieldRefusal(f"“{cell.shown(written)}”不是时刻", _REMEDY)
    day, hour, minute, second, zone = found.groups()
    try:
        clock = time(int(hour), int(minute), int(second or 0), tzinfo=_zone(zone))
    except ValueError:
        raise cell.FieldRefusal(f"没有“{hour}:{minute}”这个钟点", _REMEDY) from None
    return datetime.combine(day_of(day), clock)


def _zone(written: str | None) -> timezone:
    if written is None:
        return BEIJING
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    return timezone((-1 if written[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
