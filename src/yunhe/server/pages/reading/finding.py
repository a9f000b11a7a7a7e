"""The inspector of a finding: what is doubtful and why, what was said of it, and what can be done: 认可, 商议, 重开."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.server.errors import StoreError
from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.reading.opened import inspector_of_finding, page_of, tally
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.renderings.margin import notes_of
from yunhe.server.reports import shelf
from yunhe.server.reports.models import Mark, Remark, Report
from yunhe.server.reports.remarking import remark

PATH = "reports/<str:id>/finding/<int:number>/"
WHO = Who.READER
_LONGEST_NAME = 60


def show(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """The fragment; opened as a page it leads to the finding in its report."""
    report = shelf.find(sitting_of(request), id)
    found = inspector_of_finding(report, number) if report and report.is_done else {}
    if report is None or not found:
        return refusals.unknown(request)
    if "HX-Request" not in request.headers:
        return HttpResponseRedirect(f"/reports/{report.pk}/?finding={number}#finding-{number}")
    return render(request, "reading/inspector_finding.html", found)


def act(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """Say something of the finding."""
    report = shelf.find(sitting_of(request), id)
    mark = Mark.objects.filter(report=report, number=number).first() if report else None
    if report is None or mark is None:
        return refusals.unknown(request)
    what, said = request.POST.get("what", ""), request.POST.get("text", "")
    if what not in Remark.What.values:
        return refusals.unknown(request)
    try:
        remark(mark, Remark.What(what), who_says(request), said)
    except StoreError as error:
        return _refused(request, report, number, {"problem": error.problem, "remedy": error.remedy, "said": said})
    if "HX-Request" in request.headers:
        notes = notes_of(report)
        found = inspector_of_finding(report, number, changed=True, tally=tally(notes))
        return render(request, "reading/inspector_finding.html", found)
    return HttpResponseRedirect(f"/reports/{report.pk}/?finding={number}#finding-{number}")


def _refused(request: HttpRequest, report: Report, number: int, error: dict[str, str]) -> HttpResponse:
    """The form again with what was typed."""
    if "HX-Request" in request.headers:
        found = inspector_of_finding(report, number, **error)
        return render(request, "reading/inspector_finding.html", found, status=422)
    return render(request, "reading/report.html", page_of(request, report, number) | error, status=422)


def who_says(request: HttpRequest) -> str:
    """Who it was: name and post; on a desk without accounts the desk itself."""
    sitting, account = sitting_of(request), request.user
    if not account.is_authenticated:
        return _("本机")
    name = account.get_full_name() or account.get_username()
    post = f"（{sitting.seats[0].post}）" if sitting.seats else ""
    return f"{name}{post}"[:_LONGEST_NAME]
