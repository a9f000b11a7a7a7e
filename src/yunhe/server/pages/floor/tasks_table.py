"""The quarterly public table: how the tasks stood on a day, public fields only."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.matters import tabling
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import kinds
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of

PATH = "tasks/table/"
WHO = Who.SEATED
USUAL = ("序号", "项目名称", "主要工作内容", "牵头单位", "完成进度", tabling.LIGHT)


class PublicTable(NamedTuple):
    """The table of a day: title, columns, rows."""

    title: str
    day: str
    columns: list[str]
    rows: list[list[str]]
    simulated: bool


def show(request: HttpRequest) -> HttpResponse:
    """The table of a day."""
    mechanism = kinds.chosen(request)
    if mechanism is None:
        return refusals.unknown(request)
    made = table_of(mechanism, sitting_of(request), request.GET.get("at", ""))
    given = {
        "area": "floor",
        "simulated": made.simulated,
        "mechanism": mechanism,
        "table": made,
        "quarters": quarters(sitting_of(request).at),
    }
    return render(request, "floor/tasks_table.html", given)


def table_of(mechanism: Mechanism, sitting: Sitting, written: str) -> PublicTable:
    """How the tasks stood on the evening of a day, or stand now."""
    day = _day(written)
    at = min(sitting.at, day + timedelta(days=1)) if day else sitting.at
    wanted = [name for name in USUAL if name in mechanism.fields or name in tabling.OF_MATTER]
    columns = tabling.columns_of(mechanism, wanted)
    situations = tabling.stood_at(mechanism.key, sitting.scope, at)
    rows = sorted(tabling.rows(mechanism, situations, columns, at), key=_in_order)
    shown = f"{(at - timedelta(seconds=1)).astimezone(CHINA):%Y-%m-%d}"
    title = _("%(name)s（截至%(day)s）") % {"name": mechanism.name, "day": shown}
    return PublicTable(title, shown, columns, rows, any(situation.simulated for situation in situations))


def quarters(now: datetime) -> list[tuple[str, str]]:
    """The last four quarters that have ended: their last day and their name."""
    found: list[tuple[str, str]] = []
    local = now.astimezone(CHINA)
    year, quarter = local.year, (local.month - 1) // 3
    while len(found) < 4:
        if quarter == 0:
            year, quarter = year - 1, 4
        day = f"{year}-{quarter * 3:02}-{30 if quarter in (2, 3) else 31}"
        found.append((day, _("%(year)s年第%(quarter)s季度") % {"year": year, "quarter": quarter}))
        quarter -= 1
    return found


def _day(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written[:10]).replace(tzinfo=CHINA)
    except ValueError:
        return None


def _in_order(row: list[str]) -> tuple[int, str]:
    return (int(row[0]), "") if row and row[0].isdecimal() else (10**9, row[0] if row else "")
