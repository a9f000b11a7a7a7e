"""A register: its entries by words and fields, sorted and paged, in the classes that the reader's post sees."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.definitions.fields import Field
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.registers import browsing
from yunhe.server.registers.saying import said
from yunhe.server.registers.seeing import Sight
from yunhe.server.registers.standing import Standing

PATH = "register/<str:name>/"
WHO = Who.SEATED
AT_A_TIME = 50
MOST_COLUMNS = 5


def show(request: HttpRequest, name: str) -> HttpResponse:
    """One page of it."""
    seen = seen_register.one(request, name)
    if seen is None:
        return refusals.unknown(request)
    asked = asked_of(request, seen.sight)
    page = _page(request.GET.get("page", ""))
    rows = browsing.entries(seen.sight, asked, (page - 1) * AT_A_TIME, AT_A_TIME + 1)
    count = browsing.how_many(seen.sight, asked) if page > 1 or len(rows) > AT_A_TIME else len(rows)
    columns = _columns(seen.sight)
    given = {
        "area": "floor",
        "seen": seen,
        "at": sitting_of(request).at,
        "simulated": any(row.simulated for row in rows[:AT_A_TIME]),
        "asked": asked,
        "bounds": [(one, asked.values.get(one.name, ""), _options(one)) for one in browsing.bounds(seen.sight)],
        "columns": columns,
        "rows": [(row, [_cell(row, one) for one in columns]) for row in rows[:AT_A_TIME]],
        "count": count,
        "is_more": count > browsing.FARTHEST,
        "page": page,
        "before": _to(request, page - 1) if page > 1 else "",
        "after": _to(request, page + 1) if len(rows) > AT_A_TIME and page * AT_A_TIME < browsing.FARTHEST else "",
        "sorts": [(key, _to(request, 1, sort=key)) for key in browsing.SORTS],
        "hidden": [one.name for one in seen.register.fields.values() if one.is_personal or not seen.sight.shows(one)],
    }
    return render(request, "floor/register.html", given)


def asked_of(request: HttpRequest, sight: Sight) -> browsing.Asked:
    """What the address asks for."""
    values = {one.name: request.GET.get(f"f.{one.name}", "").strip()[:100] for one in browsing.bounds(sight)}
    sort = request.GET.get("sort", "")
    return browsing.Asked(
        request.GET.get("words", "").strip()[:100], values, bool(request.GET.get("withdrawn")),
        sort if sort in browsing.SORTS else "key",
    )  # fmt: skip


def _columns(sight: Sight) -> list[Field]:
    """The first fields that are seen in clear and do not stand in key or title already."""
    register = sight.register
    kept = [
        one
        for one in register.fields.values()
        if sight.shows(one) and not one.is_personal and one.kind not in ("long_text", "file")
        and one.name != register.title and register.key != (one.name,)
    ]  # fmt: skip
    return kept[:MOST_COLUMNS]


def _options(field: Field) -> list[tuple[str, str]]:
    if field.kind == "region":
        return list(here().district.subdistricts.items())
    if field.kind == "flag":
        return [("是", _("是")), ("否", _("否"))]
    return [(word, word) for word in field.choices]


def _cell(row: Standing, field: Field) -> str:
    value = row.open_values.get(field.name)
    return "" if value is None else field.district.subdistricts.get(said(value), said(value))


def _page(written: str) -> int:
    most = browsing.FARTHEST // AT_A_TIME
    return min(max(int(written), 1), most) if written.isdecimal() and len(written) < 6 else 1


def _to(request: HttpRequest, page: int, **changed: str) -> str:
    asked = {**request.GET.dict(), **changed, "page": str(page)}
    return "?" + urlencode({name: value for name, value in asked.items() if value and (name, value) != ("page", "1")})
