"""The quarterly public table as a file, as `yunhe task table` writes it."""

import io

from django.http import HttpRequest, HttpResponse

from yunhe.server.matters.tabling import pour
from yunhe.server.pages import refusals
from yunhe.server.pages.downloads import download
from yunhe.server.pages.floor import kinds
from yunhe.server.pages.floor.tasks_table import table_of
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of

PATH = "tasks/table/file/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """As xlsx, or as csv."""
    mechanism = kinds.chosen(request)
    if mechanism is None:
        return refusals.unknown(request)
    made = table_of(mechanism, sitting_of(request), request.GET.get("at", ""))
    form = ".csv" if request.GET.get("form") == "csv" else ".xlsx"
    out = io.BytesIO()
    pour(out, form, [made.title], made.columns, made.rows, simulated=made.simulated)
    return download(f"{mechanism.key}_{made.day}{form}", out.getvalue())
