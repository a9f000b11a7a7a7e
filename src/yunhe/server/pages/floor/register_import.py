"""Handing a file in for a register: it is kept until it is confirmed, nothing is written before."""

from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.clock import now
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.floor.seen_register import Seen
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.registers import arriving, parcels

PATH = "register/<str:name>/import/"
WHO = Who.SEATED
LARGEST = 20 * 2**20


def show(request: HttpRequest, name: str) -> HttpResponse:
    """The form; for others it is not there."""
    seen = seen_register.one(request, name)
    return refusals.unknown(request) if seen is None or seen.importer is None else _form(request, seen)


def act(request: HttpRequest, name: str) -> HttpResponse:
    """Look at the head of the file, keep it, and show what would become of it."""
    seen = seen_register.one(request, name)
    if seen is None or seen.importer is None:
        return refusals.unknown(request)
    file = request.FILES.get("file")
    if file is None or not file.size:
        return _form(request, seen, _("没有选文件，或文件是空的、太大"), 422)
    if file.size > LARGEST:
        return _form(request, seen, _("文件超过 20 MB，分成几份导入"), 422)
    data, called = file.read(), PurePath(file.name or "").name[:200]
    mapping = request.POST.get("mapping", "")[:100]
    try:
        arriving.table(here().folder, seen.register, called, data, mapping)
    except YunheError as error:
        return _form(request, seen, str(error), 422)
    sender = parcels.Sender(seen.importer.person, seen.importer.post, now())
    ticked = {option: bool(request.POST.get(option)) for option in ("simulated", "partly")}
    parcel = parcels.keep(
        seen.register.name, called, data, mapping, sender, simulated=ticked["simulated"], partly=ticked["partly"]
    )
    return HttpResponseRedirect(reverse("floor.register_preview", args=[name, parcel.token]))


def _form(request: HttpRequest, seen: Seen, problem: str = "", status: int = 200) -> HttpResponse:
    given = {
        "area": "floor",
        "seen": seen,
        "problem": problem,
        "mappings": arriving.mappings(here().folder, seen.register),
        "mapping": request.POST.get("mapping", ""),
        "ticked": [option for option in ("simulated", "partly") if request.POST.get(option)],
        "fields": list(seen.register.fields.values()),
        "most": arriving.MOST_ROWS,
    }
    return render(request, "floor/register_import.html", given, status=status)
