"""A register as a page sees it: the definition, and the sight of whoever asks; None for what is not theirs to see."""

from typing import NamedTuple

from django.http import HttpRequest

from yunhe.registers.register import Register
from yunhe.server.access.reader import Seat
from yunhe.server.pages.here import here
from yunhe.server.pages.sitting import sitting_of
from yunhe.server.registers import browsing
from yunhe.server.registers.seeing import Sight


class Seen(NamedTuple):
    """A register, what is seen of it, and the seats that may import into it and export it."""

    register: Register
    sight: Sight
    importer: Seat | None
    exporter: Seat | None


def every(request: HttpRequest) -> list[Seen]:
    """All registers of which anything is seen."""
    found = (_seen(request, register) for register in here().registers.values())
    return [one for one in found if one is not None]


def one(request: HttpRequest, name: str) -> Seen | None:
    """A register by its name."""
    register = here().registers.get(name)
    return _seen(request, register) if register else None


def _seen(request: HttpRequest, register: Register) -> Seen | None:
    seats = sitting_of(request).seats
    sight = browsing.seen_from(register, seats)
    if sight is None:
        return None
    return Seen(
        register, sight, browsing.seat_to_import(register, seats), browsing.seat_to_export(register, seats)
    )  # fmt: skip
