"""Limits of use 限次: how often something may be tried in a stretch of time, counted in the database for all processes.

wait = tallies.wait(Limit("查进度", 30, 900), "203.0.113.7", now())      # 0, or after how many seconds again
"""

import hashlib
import hmac
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from django.conf import settings

from yunhe.server.statement import Statement

_COUNT = Statement(
    "INSERT INTO counter_tally (id, count, until) VALUES (%s, 1, %s) "
    "ON CONFLICT (id) DO UPDATE SET count = counter_tally.count + 1 RETURNING count"
)
_CLEAR = Statement("DELETE FROM counter_tally WHERE until < %s")


class Limit(NamedTuple):
    """What is limited: so many times in so many seconds."""

    what: str
    most: int
    seconds: int


def wait(limit: Limit, who: str, at: datetime) -> int:
    """Count one more; 0 while it is within the limit, else the seconds until the next stretch begins."""
    begun = int(at.timestamp()) // limit.seconds
    until = (begun + 1) * limit.seconds
    count = int(_COUNT.rows((_hashed(limit.what, who, str(begun)), datetime.fromtimestamp(until, UTC)))[0][0])
    if count == 1:
        _CLEAR.run((at,))
    return max(1, until - int(at.timestamp())) if count > limit.most else 0


def place(address: str) -> str:
    """From where somebody comes: the address, of IPv6 the network of a household."""
    try:
        found = ip_address(address)
    except ValueError:
        return "?"
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))


def _hashed(*parts: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()
