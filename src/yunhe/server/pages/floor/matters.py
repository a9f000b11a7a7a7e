"""A list of matters in scope: filters, sort, paging, and a way to write out exactly what is seen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.server.matters.selection import COUNTED, FARTHEST, SORTS, Selection
from yunhe.server.pages.floor.links import to_page
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.statistics import board

PATH = "matters/"
WHO = Who.SEATED
AT_A_TIME = 50


def show(request: HttpRequest) -> HttpResponse:
    """One page of the list."""
    sitting = sitting_of(request)
    selection = Selection.of(request.GET.dict())
    page = _page(request.GET.get("page", ""))
    offset = (page - 1) * AT_A_TIME
    rows = selection.rows(sitting.scope, sitting.at, offset, AT_A_TIME + 1)
    shown = rows[:AT_A_TIME]
    count = selection.how_many(sitting.scope, sitting.at) if page > 1 or len(rows) > AT_A_TIME else len(rows)
    clocks = board.clocks(shown)
    given = {
        "area": "floor",
        "simulated": any(row.simulated for row in shown),
        "at": sitting.at,
        "asked": selection,
        "rows": [(row, row.light(sitting.at), clock) for row, clock in zip(shown, clocks, strict=True)],
        "count": count,
        "is_more": count > COUNTED,
        "counted": COUNTED,
        "page": page,
        "before": to_page(selection, page - 1) if page > 1 else "",
        "after": to_page(selection, page + 1) if len(rows) > AT_A_TIME and offset + AT_A_TIME < FARTHEST else "",
        "heads": list(_heads(selection)),
        "exports": [(form, "export/" + to_page(selection, form=form)) for form in ("csv", "xlsx")],
        "choices": choices(),
    }
    return render(request, "floor/matters.html", given)


def choices() -> dict[str, object]:
    """What can be chosen in the filters."""
    now = here()
    return {
        "mechanisms": sorted(now.office.library.versions),
        "units": list(now.access.units),
        "subdistricts": now.district.subdistricts.items(),
        "lights": light_words(),
        "moves": move_words(),
    }


def light_words() -> list[tuple[str, str]]:
    """The lights by which a list is bounded."""
    return [
        ("open", _("在办")),
        ("late", _("■ 逾期")),
        ("soon", _("▲ 临期")),
        ("ok", _("● 正常")),
        ("paused", _("‖ 暂停")),
        ("done", _("○ 已结")),
    ]


def move_words() -> list[tuple[str, str]]:
    """What may have happened."""
    return [
        ("opened", _("新登记")),
        ("closed", _("办结")),
        ("returned", _("退回")),
        ("escalated", _("到期处置")),
        ("extended", _("延期")),
    ]


def _page(written: str) -> int:
    return min(max(int(written), 1), FARTHEST // AT_A_TIME) if written.isdecimal() and len(written) < 6 else 1


def _heads(selection: Selection) -> list[tuple[str, str, str]]:
    """Every column: its title, the link that sorts by it, how it is sorted now."""
    titles = {
        "number": _("编号"),
        "mechanism": _("机制"),
        "state": _("状态"),
        "owner": _("轮到谁"),
        "due": _("到期"),
        "opened": _("登记"),
        "changed": _("变动"),
    }
    return [
        (title, to_page(selection, sort=name, down="" if selection.down or name != selection.sort else "1"), sorted_as)
        for name, title in titles.items()
        if name in SORTS
        for sorted_as in [("descending" if selection.down else "ascending") if name == selection.sort else "none"]
    ]
