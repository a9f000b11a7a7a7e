"""A register as a file that can be imported again; personal columns for a purpose only, every look logged before."""

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.pages import refusals
from yunhe.server.pages.downloads import download
from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.floor.seen_register import Seen
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.registers.export import export
from yunhe.server.registers.seeing import sight

PATH = "register/<str:name>/export/"
WHO = Who.SEATED


def show(request: HttpRequest, name: str) -> HttpResponse:
    """The form; for others it is not there."""
    seen = seen_register.one(request, name)
    return refusals.unknown(request) if seen is None or seen.exporter is None else _form(request, seen)


def act(request: HttpRequest, name: str) -> HttpResponse:
    """The file."""
    seen = seen_register.one(request, name)
    if seen is None or seen.exporter is None:
        return refusals.unknown(request)
    purpose = request.POST.get("purpose", "").strip()[:200]
    if request.POST.get("personal") and not purpose:
        return _form(request, seen, _("连个人信息一起导出的，写明为什么"), 422)
    form = ".csv" if request.POST.get("form") == "csv" else ".xlsx"
    at = sitting_of(request).at.astimezone(CHINA)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"表{form}"
        try:
            export(
                sight(seen.register, seen.exporter), path, simulated=bool(request.POST.get("simulated")),
                purpose=purpose if request.POST.get("personal") else "",
            )  # fmt: skip
        except YunheError as error:
            return _form(request, seen, str(error), 422)
        return download(f"{name}_{at:%Y-%m-%d}{form}", path.read_bytes())


def _form(request: HttpRequest, seen: Seen, problem: str = "", status: int = 200) -> HttpResponse:
    given = {
        "area": "floor",
        "seen": seen,
        "problem": problem,
        "purpose": request.POST.get("purpose", ""),
        "has_personal": bool(seen.register.personal),
    }
    return render(request, "floor/register_file.html", given, status=status)
