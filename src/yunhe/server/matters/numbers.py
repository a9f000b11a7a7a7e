"""Gives new matters their numbers: mechanism, year, six digits; sub-matters the number of their parent and a count."""

from datetime import datetime

from yunhe.mechanisms.workdays import CHINA
from yunhe.server.statement import Statement

_NEXT = Statement(
    "INSERT INTO matters_serial (series, last) VALUES (%s, 1) "
    "ON CONFLICT (series) DO UPDATE SET last = matters_serial.last + 1 RETURNING last"
)


def next_number(key: str, at: datetime) -> str:
    """The next free number of a mechanism in the year of the instant."""
    series = f"{key}-{at.astimezone(CHINA).year}"
    return f"{series}-{_NEXT.rows((series,))[0][0]:06d}"


def next_child(parent: str) -> str:
    """The next free number below a matter."""
    return f"{parent}-{_NEXT.rows((parent,))[0][0]}"
