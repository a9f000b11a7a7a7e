"""Taking an import back: what it entered is withdrawn, what it changed gets its values of before; a reason is asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.clock import now
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.floor.seen_register import Seen
from yunhe.server.pages.page import Who
from yunhe.server.registers import imports, undoing
from yunhe.server.registers.entering import Author
from yunhe.server.registers.imports import Import

PATH = "register/<str:name>/imports/<str:number>/"
WHO = Who.SEATED


def show(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """What it did, and the form."""
    found = _found(request, name, number)
    return refusals.unknown(request) if found is None else _form(request, *found)


def act(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """Take it back."""
    found = _found(request, name, number)
    if found is None:
        return refusals.unknown(request)
    seen, made = found
    because = request.POST.get("because", "").strip()[:2000]
    if not because:
        return _form(request, seen, made, _("写明为什么撤销"), 422)
    seat = seen.importer
    assert seat is not None
    try:
        done = undoing.undo(made.number, Author(seat.post, seat.person, now(), seat.said()), because)
    except YunheError as error:
        return _form(request, seen, made, str(error), 422)
    said = {"gone": len(done.withdrawn), "back": len(done.set_back), "kept": len(done.kept)}
    messages.success(request, _("撤销 %(gone)s 条，改回 %(back)s 条，没有动 %(kept)s 条") % said)
    for key, why in list(done.kept.items())[:20]:
        messages.warning(request, _("%(key)s 没有动：%(why)s") % {"key": key, "why": why})
    return HttpResponseRedirect(reverse("floor.register_imports", args=[name]))


def _found(request: HttpRequest, name: str, number: str) -> tuple[Seen, Import] | None:
    seen = seen_register.one(request, name)
    if seen is None or seen.importer is None:
        return None
    try:
        made = imports.find(number[:100])
    except YunheError:
        return None
    return (seen, made) if made.register == name else None


def _form(request: HttpRequest, seen: Seen, made: Import, problem: str = "", status: int = 200) -> HttpResponse:
    given = {
        "area": "floor",
        "seen": seen,
        "made": made,
        "counts": [(word, count) for word, count in made.counts.items() if count],
        "simulated": made.simulated,
        "problem": problem,
    }
    return render(request, "floor/register_undo.html", given, status=status)
