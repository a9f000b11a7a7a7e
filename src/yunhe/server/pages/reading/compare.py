"""Two reports side by side: two drafts by their figures, or two years of an area by indicator."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.faces.listed import FORMATS, listed
from yunhe.server.clock import now
from yunhe.server.pages import refusals
from yunhe.server.pages.downloads import download
from yunhe.server.pages.page import Who
from yunhe.server.pages.reading.pairs import DraftsTable, Table, YearsTable, choices
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Report

PATH = "compare/"
WHO = Who.READER
_MODES = ("drafts", "years")
_LONGEST = 40


def show(request: HttpRequest) -> HttpResponseBase:
    """The two, or the form that chooses them."""
    picked = request.GET.getlist("pick")[:3]
    asked = [id[:_LONGEST] for id in (picked or (request.GET.get(name, "") for name in ("a", "b")))]
    if len(asked) != 2 or not all(asked) or asked[0] == asked[1]:
        return _choosing(request, [*asked, "", ""][:2], bool(picked))
    sitting = sitting_of(request)
    old, new = (shelf.find(sitting, id) for id in asked)
    if old is None or new is None or not (old.is_done and new.is_done):
        return refusals.unknown(request, _("没有这两份报告，或者你看不到，或者还没有读完"))
    mode = _mode(request, old, new)
    if (mode == "years" and (old.year or 0) > (new.year or 0)) or (picked and old.made > new.made):
        old, new = new, old  # picked ones have no order of their own
    more = [request.GET.get(name, "")[:_LONGEST] for name in ("show", "page")]
    table = (YearsTable if mode == "years" else DraftsTable)(old, new, *more)
    return _handed(table, request.GET["as"]) if request.GET.get("as") in FORMATS else _shown(request, mode, table)


def _mode(request: HttpRequest, old: Report, new: Report) -> str:
    """As asked for; else by indicator where the reports are of two years."""
    asked = request.GET.get("mode", "")
    by_year = "years" if old.year and new.year and old.year != new.year else "drafts"
    return asked if asked in _MODES else by_year


def _choosing(request: HttpRequest, asked: list[str], is_picked: bool) -> HttpResponse:
    is_wrong = is_picked or (bool(asked[0]) and asked[0] == asked[1])
    given = {"area": "reading", "choices": choices(sitting_of(request)), "asked": asked, "is_wrong": is_wrong}
    return render(request, "reading/compare_choose.html", given)


def _shown(request: HttpRequest, mode: str, table: Table[Any]) -> HttpResponse:
    given = {"area": "reading", "mode": mode, "table": table, "old": table.old, "new": table.new, "at": now()}
    return render(request, f"reading/compare_{mode}.html", given)


def _handed(table: Table[Any], format: str) -> HttpResponse:
    return download(f"{table.file_name}.{format}", listed(format, table.title, table.columns, table.cells))
