"""An entry of a register: its values in the classes that are seen, its source and history; a look with a purpose."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError
from yunhe.server.ledger import chain
from yunhe.server.pages import refusals
from yunhe.server.pages.floor import seen_register
from yunhe.server.pages.floor.links import to
from yunhe.server.pages.floor.seen_register import Seen
from yunhe.server.pages.page import Who
from yunhe.server.registers import browsing, listing
from yunhe.server.registers.saying import said, source
from yunhe.server.registers.seeing import PERSONAL
from yunhe.server.registers.standing import Standing, is_sealed
from yunhe.server.vault.opening import WITHHELD
from yunhe.types import Event, Json

PATH = "register/<str:name>/entry/<path:key>/"
WHO = Who.SEATED
LONGEST = 200


def show(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """The entry with personal values covered."""
    found = _found(request, name, key)
    return refusals.unknown(request) if found is None else _page(request, *found)


def act(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """The same with personal values opened for a purpose, which is logged before they are shown."""
    found = _found(request, name, key)
    if found is None:
        return refusals.unknown(request)
    purpose = request.POST.get("purpose", "").strip()[:LONGEST]
    if not purpose:
        return _page(request, *found, problem=_("写明为什么要看"), status=422)
    return _page(request, *found, purpose=purpose)


def _found(request: HttpRequest, name: str, key: str) -> tuple[Seen, Standing] | None:
    seen = seen_register.one(request, name)
    try:
        return None if seen is None else (seen, listing.entry(seen.sight, key))
    except YunheError:
        return None


def _page(
    request: HttpRequest, seen: Seen, one: Standing, purpose: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    try:
        values = seen.sight.values(one, purpose)
    except YunheError as error:
        return refusals.refused(request, error)
    given = {
        "area": "floor",
        "seen": seen,
        "one": one,
        "simulated": one.simulated,
        "back": to("register", seen.register.name),
        "facts": list(_facts(seen, values)),
        "covered": PERSONAL in values.values(),
        "purpose": purpose,
        "problem": problem,
        "source": source(one.source),
        "ends": browsing.ends(one, seen.register),
        "history": [_step(event, _hidden(seen)) for event in chain.read(one.subject)],
    }
    return render(request, "floor/entry.html", given, status=status)


def _facts(seen: Seen, values: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """Each value: name, words, the link to the entry that it leads to."""
    for name, field in seen.register.fields.items():
        if name not in values or values[name] is None:
            continue
        written = said(values[name])
        link = to("register", field.register) + f"entry/{written}/" if field.register else ""
        yield name, field.district.subdistricts.get(written, written), link


def _hidden(seen: Seen) -> frozenset[str]:
    return frozenset(name for name, field in seen.register.fields.items() if not seen.sight.shows(field))


def _step(event: Event, hidden: frozenset[str]) -> dict[str, Any]:
    values, where = event.body.get("values"), event.body.get("source")
    given = values.items() if isinstance(values, Mapping) else ()
    return {
        "event": event,
        "did": event.body.get("do"),
        "because": event.body.get("because", ""),
        "values": [
            (name, WITHHELD if name in hidden and not is_sealed(value) else said(value)) for name, value in given
        ],
        "source": source(where) if isinstance(where, Mapping) and where else "",
    }
