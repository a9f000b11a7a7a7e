"""The registers of which anything is seen, each with how many entries stand in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.floor.links import to
from yunhe.server.pages.page import Who
from yunhe.server.registers import listing

PATH = "registers/"
WHO = Who.SEATED


def show(request: HttpRequest) -> HttpResponse:
    """The list."""
    seen = seen_register.every(request)
    rows = listing.registers(one.register for one in seen)
    given = {
        "area": "floor",
        "simulated": any(simulated for _register, _real, simulated, _gone in rows),
        "rows": [
            (register, to("register", register.name), real, simulated, withdrawn)
            for register, real, simulated, withdrawn in rows
        ],
    }
    return render(request, "floor/registers.html", given)
