"""Opening tasks from their register: what would be opened is shown first, nothing is written until it is confirmed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.registers.register import Register
from yunhe.server.access.reader import Seat
from yunhe.server.clock import now
from yunhe.server.floor import handing
from yunhe.server.matters.each import Opened
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import kinds
from yunhe.server.pages.here import here
from yunhe.server.pages.page import Who
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.registers import listing
from yunhe.server.tasks.opening import Wish

PATH = "tasks/open/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """The form."""
    found = about(request)
    return refusals.unknown(request) if found is None else _form(request, *found)


def act(request: HttpRequest) -> HttpResponse:
    """Try it, or do it when it was confirmed."""
    found = about(request)
    if found is None:
        return refusals.unknown(request)
    mechanism, register, seat = found
    try:
        wish = _wish(request, mechanism, register, seat)
        if not request.POST.get("confirmed"):
            return _form(request, *found, tried=wish.tried())
        done = wish.done(request.POST.get("token", ""))
    except handing.HandedInError:
        messages.info(request, _("这张表单已经交过，只算一次"))
        return HttpResponseRedirect("/tasks/")
    except YunheError as error:
        return _form(request, *found, refused=str(error), status=422)
    messages.success(request, _("立项 %s 件") % len(done.situations))
    return HttpResponseRedirect("/tasks/")


def about(request: HttpRequest) -> tuple[Mechanism, Register, Seat] | None:
    """The kind of tasks, its register, and the seat that may open them; None for everybody else."""
    mechanism = kinds.chosen(request)
    if mechanism is None:
        return None
    name = next(field.register for field in mechanism.fields.values() if field.register)
    register = here().registers[str(name)]
    for seat in sitting_of(request).seats:
        sees = seat.scope.classes_of_register(register.name, register.store)
        if sees and seat.post == mechanism.stages[mechanism.start].owner:
            return mechanism, register, seat
    return None


def _wish(request: HttpRequest, mechanism: Mechanism, register: Register, seat: Seat) -> Wish:
    year = request.POST.get("year", "").strip()[:4]
    asked = listing.wanted(register, [f"年度={year}"] if year else [])
    dates = {name: request.POST.get(name, "").strip()[:10] for name in _dates(mechanism)}
    given = {name: value for name, value in dates.items() if value}
    simulated = bool(request.POST.get("simulated"))
    return Wish(here().office, seat, mechanism.key, register, asked, now(), given, simulated=simulated)


def _dates(mechanism: Mechanism) -> list[str]:
    assert mechanism.pace is not None
    return [name for name in (mechanism.pace.start, mechanism.pace.end) if name]


def _form(
    request: HttpRequest, mechanism: Mechanism, register: Register, seat: Seat, *,
    tried: Opened | None = None, refused: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    given = {
        "area": "floor",
        "simulated": bool(request.POST.get("simulated")),
        "mechanism": mechanism,
        "register": register,
        "seat": seat,
        "dates": [(name, request.POST.get(name, "")) for name in _dates(mechanism)],
        "year": request.POST.get("year", ""),
        "tried": tried,
        "first": tried.situations[:200] if tried else (),
        "refused": refused,
        "token": handing.token(),
    }
    return render(request, "floor/tasks_open.html", given, status=status)
