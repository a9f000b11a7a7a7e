"""A list of matters as a file: exactly what is seen, all pages of it, with its source and when it was."""

import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yunhe.server.matters.saying import said_instant
from yunhe.server.matters.selection import FARTHEST, Row, Selection
from yunhe.server.matters.tabling import pour
from yunhe.server.pages.downloads import download
from yunhe.server.pages.floor.matters import light_words
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "matters/export/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """As csv, or as xlsx."""
    sitting = sitting_of(request)
    selection = Selection.of(request.GET.dict())
    form = ".csv" if request.GET.get("form") == "csv" else ".xlsx"
    rows = selection.rows(sitting.scope, sitting.at, 0, FARTHEST)
    words = dict(light_words())
    table = [[*_cells(row), words[row.light(sitting.at)]] for row in rows]
    out = io.BytesIO()
    titles = _titles(selection, len(rows), said_instant(sitting.at))
    pour(out, form, titles, _columns(), table, simulated=any(row.simulated for row in rows))
    return download(f"事项_{said_instant(sitting.at)[:10]}{form}", out.getvalue())


def _titles(selection: Selection, count: int, at: str) -> list[str]:
    bounds = "；".join(f"{name}={value}" for name, value in selection.bounds.items())
    cut = _("（只有前%s件）") % FARTHEST if count == FARTHEST else ""
    said = {"at": at, "count": count, "cut": cut, "bounds": bounds}
    return [_("事项列表"), _("截至 %(at)s，%(count)s 件%(cut)s；条件：%(bounds)s；来源：办理记录") % said]


def _columns() -> list[str]:
    return [
        _("编号"),
        _("机制"),
        _("状态"),
        _("结论"),
        _("轮到谁"),
        _("到期"),
        _("登记"),
        _("变动"),
        _("灯"),
    ]


def _cells(row: Row) -> list[str]:
    due = said_instant(row.due) if row.due else ""
    instants = (said_instant(row.opened), said_instant(row.changed))
    return [row.number, row.mechanism, row.state, row.outcome or "", row.owner, due, *instants]
