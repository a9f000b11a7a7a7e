"""The list of reports, and where new ones are handed in."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.server.reports import listing
from yunhe.server.reports.archive import LARGEST, MOST, Member, too_large
from yunhe.server.reports.batches import lone
from yunhe.server.reports.handing_in import TERMS, Wish, hand_in
from yunhe.server.reports.listing import Wanted
from yunhe.server.reports.models import Batch
from yunhe.server.reports.shelf import DAYS
from yunhe.server.uploads import too_long

PATH = "reports/"
WHO = Who.READER


def show(request: HttpRequest, errors: dict[str, str] | None = None) -> HttpResponse:
    """The list, filtered and sorted as the address says."""
    sitting, wanted = sitting_of(request), Wanted.of(request.GET)
    found = listing.listed(sitting, wanted)
    given = {
        "area": "reading", "wanted": wanted, "list": found, "errors": errors or {},
        "earlier": _page(request, found.page - 1), "later": _page(request, found.page + 1),
        "areas": listing.areas(sitting), "years": listing.years(sitting), "heads": _heads(request, wanted),
        "largest": LARGEST, "most": MOST, "terms": TERMS, "term": DAYS, "wants_draft": _wants_draft(request, sitting),
    }  # fmt: skip
    status = 422 if errors else 200
    return render(request, "reading/reports.html", given, status=status)


def _wants_draft(request: HttpRequest, sitting: Sitting) -> bool:
    """What the form has chosen: what was sent, else a draft on a server and the shelf on a desk of one's own."""
    return request.POST.get("seen", "room" if sitting.is_at_own_desk else "draft") == "draft"


def _page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _heads(request: HttpRequest, wanted: Wanted) -> list[dict[str, str]]:
    """The heads of the columns, each with the address that sorts by it."""
    words = (
        ("area", _("地区"), ""), ("year", _("年度"), "number"), ("claims", _("数字"), "number"),
        ("errors", _("■ 必核"), "number"), ("warnings", _("▲ 建议核"), "number"), ("notes", _("○ 提示"), "number"),
        ("unread", _("未读"), "number"), ("state", _("状态"), ""), ("made", _("交来"), ""),
    )  # fmt: skip
    return [_head(request, wanted, *each) for each in words]


def _head(request: HttpRequest, wanted: Wanted, column: str, word: str, kind: str) -> dict[str, str]:
    now = {column: "ascending", f"-{column}": "descending"}.get(wanted.order, "")
    query = request.GET.copy()
    query.pop("page", None)
    first = column if column in ("area", "state") else f"-{column}"
    query["order"] = (column if wanted.order.startswith("-") else f"-{column}") if now else first
    return {"word": word, "address": f"?{query.urlencode()}", "sorted": now, "kind": kind}


def act(request: HttpRequest) -> HttpResponse:
    """Hand in files."""
    sitting = sitting_of(request)
    files = request.FILES.getlist("files")
    if not files and not too_long(request):
        return show(request, {"files": _("没有选文件，选一份或几份报告，也可以是它们的 zip")})
    days = request.POST.get("days", "")
    term = next((each for each in TERMS if str(each) == days), DAYS)
    batch = hand_in(_members(request), Wish(sitting.account, _wants_draft(request, sitting), term))
    return _led(request, _next(request, batch))


def _next(request: HttpRequest, batch: Batch) -> str:
    """Where one sees what became of the files."""
    report = lone(batch)
    if report is None:
        return reverse("reading.batch", kwargs={"id": batch.pk})
    if report.is_done:
        messages.info(request, _("架上已有这一份，没有再放"))
        return f"/reports/{report.pk}/"
    return reverse("reading.progress", kwargs={"id": report.pk})


def _led(request: HttpRequest, address: str) -> HttpResponse:
    """A script that sent the form is told where to go, and goes there once."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _members(request: HttpRequest) -> Iterator[Member]:
    """The files of the form, one at a time in memory, and those that were too long to keep."""
    for file in request.FILES.getlist("files"):
        yield Member(file.name or "", file.read())
    for name in too_long(request):
        yield Member(name, problem=too_large(LARGEST + 1))
