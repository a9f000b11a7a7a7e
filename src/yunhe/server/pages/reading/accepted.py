"""What was accepted of a report, as the file that the shell keeps beside a draft; and such a file taken in."""

from pathlib import PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yunhe.errors import UnreadableError, YunheError
from yunhe.server.pages import refusals
from yunhe.server.pages.page import Who
from yunhe.server.pages.reading.finding import who_says
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.renderings import accepted
from yunhe.server.reports import shelf

PATH = "reports/<str:id>/accepted/"
WHO = Who.READER


def show(request: HttpRequest, id: str) -> HttpResponse:
    """The file."""
    report = shelf.find(sitting_of(request), id)
    if report is None or not report.is_done:
        return refusals.unknown(request)
    answer = HttpResponse(accepted.file_of(report), content_type="application/yaml; charset=utf-8")
    name = f"{PurePath(report.name).stem}.已核.yaml"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def act(request: HttpRequest, id: str) -> HttpResponse:
    """Take a file in."""
    report = shelf.find(sitting_of(request), id)
    if report is None or not report.is_done:
        return refusals.unknown(request)
    try:
        taken = accepted.take(report, _sent(request), who_says(request))
    except YunheError as error:
        return refusals.refused(request, error)
    said = (
        _("认可了 %(accepted)s 条；%(standing)s 条原来就认可了；%(unknown)s 条这份报告里没有，或句子改过")
        % taken._asdict()
    )
    messages.success(request, said)
    return HttpResponseRedirect(f"/reports/{report.pk}/")


def _sent(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableError(_("已核文件"), _("没有选文件"), _("选 草稿.已核.yaml 再交"))
    if (file.size or 0) > accepted.LARGEST:
        raise UnreadableError(file.name or "", _("文件太大"), _("已核文件不会超过 1 MB；核对是不是选错了"))
    return bytes(file.read())
