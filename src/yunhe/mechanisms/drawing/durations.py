"""Time limits as ISO 8601 durations, the only ones BPMN knows; it has no working days, so those are said beside."""

from collections import Counter

from yunhe.mechanisms.limits import Limit

_DAYS = (("years", "Y"), ("months", "M"), ("days", "D"))
_TIMES = (("hours", "H"), ("minutes", "M"))


def duration(*limits: Limit) -> str:
    """The limits one after the other: `P15D`, `P1M3D`, `PT30M`; working days stand as days."""
    total: Counter[str] = Counter()
    for limit in limits:
        total["days" if limit.unit == "workdays" else limit.unit] += limit.count
    days, times = (
        "".join(f"{total[unit]}{letter}" for unit, letter in units if total[unit]) for units in (_DAYS, _TIMES)
    )
    return "P" + days + (f"T{times}" if times else "")


def in_workdays(*limits: Limit) -> bool:
    return any(limit.unit == "workdays" for limit in limits)
