"""Keep the points of a report; within the transaction that writes the report."""

from collections.abc import Iterable
from decimal import Decimal

from yunhe.audit.history import Point
from yunhe.reading.amounts import plain
from yunhe.server.statement import Statement

_COLUMNS = (
    "report_id", "indicator", "kind", "unit", "scope", "year", "start", "value", "bound", "is_target", "is_recounted",
    "low", "high",
)  # fmt: skip
_POINT = Statement(f"INSERT INTO histories_point ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})")
_EMPTY = Statement("DELETE FROM histories_point WHERE report_id = %s")
_UNIT = 40


def keep(report: str, points: Iterable[Point]) -> None:
    """Put the points of a report in the place of what was there of it."""
    rows = [(report, *_row(point)) for point in points]
    _EMPTY.run([report])
    if rows:
        _POINT.run_each(rows)


def _row(point: Point) -> tuple[object, ...]:
    claim, base = point.claim, point.base
    said = (claim.indicator_id, claim.kind, claim.unit[:_UNIT], point.scope, point.year, claim.start)
    ends = (_end(base.low), _end(base.high)) if base else ("", "")
    return *said, plain(claim.value), claim.bound, point.is_target, point.is_recounted, *ends


def _end(value: Decimal | None) -> str:
    return "" if value is None else plain(round(value, 2))
