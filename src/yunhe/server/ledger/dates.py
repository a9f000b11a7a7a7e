"""Days where the district lies: when they begin, and to which an instant belongs."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

DAY = timedelta(days=1)


def zone() -> ZoneInfo:
    """The time zone of the district."""
    return ZoneInfo(settings.TIME_ZONE)


def begins(day: date) -> datetime:
    """The instant at which a day begins."""
    return datetime.combine(day, time(), zone()).astimezone(UTC)


def day_of(at: datetime) -> date:
    """The day to which an instant belongs."""
    return at.astimezone(zone()).date()


def today() -> date:
    """The day it is now."""
    return day_of(datetime.now(UTC))
