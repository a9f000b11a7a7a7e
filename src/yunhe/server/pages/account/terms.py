"""From when to when, as a form gives it: days as people mean them, the last one to its end."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access.holding import Term
from yunhe.server.errors import StoreError


def term_of(given: Mapping[str, str], now: datetime) -> Term:
    """The term that a form asks for; it begins now unless a day is given."""
    since, until = _day(given.get("since", "")), _day(given.get("until", ""))
    start = now if since is None else max(now, since) if since.date() == now.astimezone(CHINA).date() else since
    return Term(start, until + timedelta(days=1) if until else None, given.get("basis", ""))


def _day(written: str) -> datetime | None:
    if not written.strip():
        return None
    try:
        return datetime.fromisoformat(written.strip()[:10]).replace(tzinfo=CHINA)
    except ValueError:
        raise StoreError(written[:20], "不是日期", "写成 2026-03-01") from None
