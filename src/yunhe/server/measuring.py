"""Measures an indicator: its one SELECT over the public views, for a year."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction

from yunhe.definitions import query
from yunhe.errors import UnreadableError
from yunhe.mechanisms.workdays import CHINA
from yunhe.reading.indicators import definition
from yunhe.server.ledger.chain import kept_instant
from yunhe.writing.sentence import Figure

FOLDER = "indicators"


def measure(district: Path, key: str, year: int) -> Figure:
    """The value of an indicator in a year, with its unit and the query it comes from."""
    path = district / FOLDER / f"{key}.sql"
    if not path.is_file():
        known = "、".join(sorted(found.stem for found in path.parent.glob("*.sql")))
        raise UnreadableError(str(path), "没有这个指标的查询", f"现有：{known or '（无）'}")
    asked = query.load(path)
    indicator = definition(key)
    if indicator is None:
        raise UnreadableError(str(path), f"指标表里没有“{key}”", "改文件名，或在 indicators.yaml 里写上")
    begin, end = (_first_of(at) for at in (year, year + 1))
    statement = re.sub(r"(?<![:\w]):(from|until)\b", r"%(\1)s", asked.select.replace("%", "%%"))
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute(statement, {"from": begin, "until": end})
        rows = cursor.fetchmany(2)
    if len(rows) != 1 or len(rows[0]) != 1:
        raise UnreadableError(str(path), "查询没有给出正好一个值", "SELECT 只取一行一列")
    return Figure(Decimal(str(rows[0][0])), indicator.unit, str(path), asked.simulated)


def _first_of(year: int) -> str:
    """The beginning of a year in China, as both databases compare it."""
    return str(kept_instant(datetime(year, 1, 1, tzinfo=CHINA).astimezone(UTC)))
