"""An area: every indicator that its reports name, over all their years, as small multiples; one of them large."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.clock import now
from yunhe.server.histories.asking import Shelved, histories_of, reports_of
from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.reading.years import Asked, asked_of, chosen, drawn, grouped, of_group, small
from yunhe.server.pages.sitting import sitting_of

PATH = "area/<str:name>/"
WHO = Who.READER
PAGE = 24


def show(request: HttpRequest, name: str) -> HttpResponse:
    """The multiples, or one indicator large."""
    reports = reports_of(sitting_of(request), name)
    if not reports:
        return refusals.unknown(request)
    asked = asked_of(request)
    years = sorted(report.year for report in reports)
    given = {"area": "reading", "name": name, "reports": reports, "asked": asked, "at": now()}
    given |= {"first": years[0], "last": years[-1]}
    if asked.indicator:
        return render(request, "reading/area_indicator.html", given | _large(reports, asked))
    return render(request, "reading/area.html", given | _many(request, reports, asked))


def _many(request: HttpRequest, reports: list[Shelved], asked: Asked) -> dict[str, Any]:
    found = chosen(histories_of(reports), asked)
    pages = Paginator(of_group(found, asked), PAGE)
    page = pages.get_page(request.GET.get("page", "")[:6])
    return {
        "total": pages.count,
        "indicators": len({each.key.indicator for each in found}),
        "groups": list(grouped(found, asked)),
        "multiples": [small(each) for each in page.object_list],
        "page": page,
        "previous": asked.address(page=page.number - 1, group=asked.group) if page.has_previous() else "",
        "next": asked.address(page=page.number + 1, group=asked.group) if page.has_next() else "",
    }


def _large(reports: list[Shelved], asked: Asked) -> dict[str, Any]:
    found = chosen(histories_of(reports, asked.indicator), asked)
    return {"charts": [drawn(each) for each in found], "key": found[0].key if found else None}
