"""Reads and writes the rows of versions, in the caller's transaction."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from yunhe.definitions.raw import plain
from yunhe.observations.observation import Series, Version
from yunhe.server.ledger.chain import instant, kept_instant
from yunhe.server.statement import Row, Statement, stream

_COLUMNS = (
    "subject, number, indicator, kind, place, period, basis, starts, ends, value, unit, status, reason, simulated, "
    "source, actor, person, at"
)
_READ = (
    "subject, number, indicator, kind, place, period, basis, CAST(starts AS text), CAST(ends AS text), value, unit, "
    "status, reason, simulated, source, actor, person, CAST(at AS text)"
)
_INSERT = Statement(f"INSERT INTO observations_version ({_COLUMNS}) VALUES ({', '.join(['%s'] * 18)})")
_LAST = Statement(f"SELECT {_READ} FROM observations_version WHERE subject = %s ORDER BY number DESC LIMIT 1")
_ALL = Statement(f"SELECT {_READ} FROM observations_version WHERE subject = %s ORDER BY number")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Asked(NamedTuple):
    """Which series are asked for; an empty word asks for all."""

    indicator: str = ""
    kind: str = ""
    place: str = ""
    period: str = ""
    basis: str = ""

    def condition(self) -> tuple[str, list[str]]:
        """The WHERE clause and its values."""
        given = [(name, value) for name, value in zip(self._fields, self, strict=True) if value]
        clause = " AND ".join(f"v.{name} = %s" for name, _ in given)
        return (f"WHERE {clause}" if clause else ""), [value for _, value in given]


def insert(versions: Sequence[Version]) -> None:
    """New rows."""
    if versions:
        _INSERT.run_each([values_of(version) for version in versions])


def last(subject: str) -> Version | None:
    """The latest version of a series, withdrawn or not."""
    found = _LAST.rows((subject,))
    return version_of(found[0]) if found else None


def history(subject: str) -> tuple[Version, ...]:
    """Every version of a series, oldest first."""
    return tuple(map(version_of, _ALL.rows((subject,))))


def in_force(asked: Asked) -> Iterator[Version]:
    """The observations in force, by indicator, place and period; in a transaction."""
    where, values = asked.condition()
    newer = "SELECT 1 FROM observations_version n WHERE n.subject = v.subject AND n.number > v.number"
    where = f"{where or 'WHERE TRUE'} AND v.value IS NOT NULL AND NOT EXISTS ({newer})"
    return map(version_of, stream(f"SELECT {_READ} FROM observations_version v {where} ORDER BY {_ORDER}", values))


def of_years(asked: Asked) -> list[Version]:
    """The observations in force whose period is one whole year, the oldest first."""
    where, values = asked.condition()
    newer = "SELECT 1 FROM observations_version n WHERE n.subject = v.subject AND n.number > v.number"
    text = (
        f"SELECT {_READ} FROM observations_version v {where or 'WHERE TRUE'} AND v.value IS NOT NULL "
        f"AND LENGTH(v.period) = 4 AND NOT EXISTS ({newer}) ORDER BY {_ORDER}"
    )
    return list(map(version_of, Statement(text).rows(values)))


def every_version(asked: Asked, limit: int) -> list[Version]:
    """All versions of the series that are asked for, each series by itself, the oldest first."""
    where, values = asked.condition()
    text = (
        f"SELECT {_READ} FROM observations_version v {where or 'WHERE TRUE'} "
        "ORDER BY place, kind DESC, basis, starts, ends, subject, number LIMIT %s"
    )
    return [version_of(row) for row in Statement(text).rows((*values, limit))]


def kept_of(place: str = "") -> list[tuple[str, int, int, str, str, bool]]:
    """Every indicator that is observed: how many series, at how many places, its first and last day, if simulated."""
    where = "WHERE v.place = %s" if place else ""
    text = (
        "SELECT v.indicator, COUNT(DISTINCT v.subject), COUNT(DISTINCT v.place), CAST(MIN(v.starts) AS text), "
        f"CAST(MAX(v.ends) AS text), MAX(CASE WHEN v.simulated THEN 1 ELSE 0 END) FROM observations_version v {where} "
        "GROUP BY v.indicator ORDER BY v.indicator"
    )
    rows = Statement(text).rows((place,) if place else ())
    return [(str(r[0]), int(r[1]), int(r[2]), str(r[3]), str(r[4]), bool(r[5])) for r in rows]


def places_of(indicator: str = "") -> list[str]:
    """The places of which an indicator, or anything, is observed."""
    where = "WHERE v.indicator = %s" if indicator else ""
    text = f"SELECT DISTINCT v.place FROM observations_version v {where} ORDER BY v.place"
    return [str(row[0]) for row in Statement(text).rows((indicator,) if indicator else ())]


def subjects(asked: Asked) -> list[str]:
    """The series that are asked for, withdrawn ones too."""
    where, values = asked.condition()
    text = f"SELECT DISTINCT v.subject FROM observations_version v {where} ORDER BY v.subject"
    return [str(row[0]) for row in Statement(text).rows(values)]


_ORDER = "indicator, place, starts, ends, kind DESC, basis, subject"  # a level before its growth


def values_of(version: Version) -> Row:
    """All columns of a row in their order."""
    series, when = version.series, version.series.when
    return (
        series.subject,
        version.number,
        series.indicator,
        series.kind,
        series.place,
        series.period,
        series.basis,
        when.starts.isoformat(),
        when.ends.isoformat(),
        None if version.value is None else plain(version.value),
        version.unit,
        version.status,
        version.reason,
        version.simulated,
        _encode(version.source),
        version.actor,
        version.person,
        kept_instant(version.at),
    )


def version_of(row: Sequence[Any]) -> Version:
    """The version that a row tells."""
    series = Series(row[2], row[3], row[4], row[5], row[6])
    value = None if row[9] is None else Decimal(row[9])
    said = (row[10], row[11], json.loads(row[14]), row[12], bool(row[13]), row[15], row[16])
    return Version(series, row[1], instant(row[17]), value, *said)
