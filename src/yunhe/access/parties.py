"""Parties 有关方: the posts, units and subdistricts that a matter has to do with, read off its events.

They are texts: `岗位:区住建局.承办岗`, `单位:区住建局`, `街道:330105001`. Whoever had a matter, was told of it or acted
on it stays a party, except when the step that brought them in was taken back (撤回).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from yunhe.access.posts import is_post, unit_of
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.types import Event, Json

JOINT_DUTY = "会办岗"  # the post of a co-unit that sees what it is asked about
PLACES, TAKEN_DOWN = "places", "代录"
WITHDRAWN = "withdrawn"
_REGION_DIGITS = 9


@lru_cache(maxsize=4096)  # a district has some hundreds of posts, and each step of a matter names several
def of_post(post: str) -> tuple[str, ...]:
    """A post and its unit as parties; nothing for 申请人 and 系统."""
    return (f"岗位:{post}", of_unit(unit_of(post))) if is_post(post) else ()


def of_unit(unit: str) -> str:
    """A unit as a party."""
    return f"单位:{unit}"


def of_region(code: str) -> str:
    """A subdistrict, or that of a community, as a party."""
    return f"街道:{code[:_REGION_DIGITS]}"


def of_event(event: Event) -> frozenset[str]:
    """Whom an event brings to its matter."""
    return frozenset(_brought(event))


def fold(events: Iterable[Event]) -> dict[str, int]:
    """Every party of a matter with the number of the event that brought it in."""
    found: dict[str, int] = {}
    for event in events:
        if event.kind == WITHDRAWN:
            found = {party: since for party, since in found.items() if since < event.number - 1}
        for party in of_event(event):
            found.setdefault(party, event.number)
    return found


def placed(mechanism: Mechanism, event: Event) -> Event:
    """The event with the places its values name, so that parties can be read off it whatever becomes of the definition.

    Of unit fields only those count that name a unit of the mechanism: a unit that is complained about is no party.
    """
    now = event.body.get("now")
    values = now.get("values") if isinstance(now, Mapping) else None
    found = sorted(_places(mechanism, values)) if isinstance(values, Mapping) else []
    return replace(event, body={**event.body, PLACES: found}) if found else event


def _places(mechanism: Mechanism, values: Mapping[str, Json]) -> Iterator[str]:
    for name, value in values.items():
        kind = mechanism.fields[name].kind if name in mechanism.fields else ""
        if not isinstance(value, str) or not value:
            continue
        if kind == "region":
            yield of_region(value)
        elif kind == "unit" and name in mechanism.units:
            yield of_unit(value)


def _brought(event: Event) -> Iterator[str]:
    now = event.body.get("now")
    told = () if event.kind == WITHDRAWN else _texts(event.body.get("tell"))  # told that it is no longer theirs
    for post in (event.actor, *_posts(now if isinstance(now, Mapping) else {}), *told):
        yield from of_post(post)
    if isinstance(now, Mapping):
        yield from map(of_unit, _units(now))
    through = event.body.get("through")
    if isinstance(through, Mapping) and through.get("as") == TAKEN_DOWN:
        yield from of_post(str(through.get("post", "")))
    yield from _texts(event.body.get(PLACES))


def _posts(now: Mapping[str, Json]) -> Iterator[str]:
    for key in ("owner", "lent"):
        yield str(now.get(key) or "")
    yield from _texts(now.get("signers"))
    joint = now.get("joint")
    if isinstance(joint, Mapping):
        yield from (f"{unit}.{JOINT_DUTY}" for unit, answered in joint.items() if answered is not None)


def _units(now: Mapping[str, Json]) -> Iterator[str]:
    units = now.get("units")
    if isinstance(units, Mapping):
        yield from (str(unit) for unit in units.values() if unit)


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, list | tuple):
        yield from (str(item) for item in value if item)
