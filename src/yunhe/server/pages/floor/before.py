"""What the pages of a matter show of it: gathered once, for the whole page and for its forms."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from yunhe.mechanisms.drawing.svg import Marks, inline
from yunhe.mechanisms.situation import Situation
from yunhe.server.clock import now
from yunhe.server.floor import counting, matter, timeline, values
from yunhe.server.floor.board import title_of
from yunhe.server.floor.matter import Choice, Standing
from yunhe.server.matters import desk
from yunhe.server.matters.desk import Line
from yunhe.server.matters.saying import light
from yunhe.server.pages.here import here
from yunhe.server.pages.sitting import Sitting, sitting_of
from yunhe.types import Event

LIGHTS = {"●": "ok", "▲": "soon", "■": "late", "‖": "paused", "○": "done"}
LONGEST_NUMBER = 200


def found(request: HttpRequest, number: str) -> Standing | None:
    """The matter, when it is there for who asks."""
    if len(number) > LONGEST_NUMBER:
        return None
    return matter.standing(here().office, sitting_of(request).scope, number, now())


def light_of(line: Any, at: Any) -> tuple[str, str]:
    """The class of the style and the word of a light."""
    shape, word = light(line, at).split(" ", 1)
    return LIGHTS[shape], _(word)


def head(standing: Standing) -> dict[str, Any]:
    """What the head of every page of a matter shows."""
    situation = standing.now
    line = Line(situation.subject, situation.mechanism, situation.state, situation.owner, situation.outcome,
                situation.due, situation.simulated)  # fmt: skip
    kind, word = light_of(line, standing.at)
    due = situation.due
    return {
        "area": "floor",
        "found": standing,
        "situation": situation,
        "mechanism": standing.mechanism,
        "simulated": situation.simulated,
        "title": title_of(standing.mechanism, situation.values) or standing.mechanism.name,
        "light": kind,
        "light_word": word,
        "left": counting.span(due, standing.at) if due and situation.is_open else "",
    }


def whole(request: HttpRequest, standing: Standing) -> dict[str, Any]:
    """What the page of a matter shows."""
    sitting, situation = sitting_of(request), standing.now
    history = timeline.entries(standing.events, hidden(sitting, situation))
    return {
        **head(standing),
        "answered": any(entry.answers for entry in history),
        "counts": counting.counts(standing.mechanism, situation, standing.at, here().office.calendar),
        "drawing": inline(standing.mechanism, marks(situation, (*standing.events, *standing.due))),
        "facts": list(facts_of(standing, situation)),
        "history": history,
        "due": timeline.entries(standing.due),
        "posts": {seat.post for seat in sitting.seats},
        "masked": any(fact.sealed for fact in facts_of(standing, situation)) or _covered(history),
        **tied(sitting, situation),
        **parted(matter.choices(standing, sitting.seats)),
    }


def facts_of(standing: Standing, situation: Situation) -> list[values.Fact]:
    """Its fields in words, and the units it was given to."""
    places = here().district.subdistricts
    units = [values.Fact(name, str(unit)) for name, unit in situation.units.items() if unit]
    return [*values.facts(standing.mechanism, situation.values, places), *units]


def _covered(history: Sequence[timeline.Entry]) -> bool:
    return any(detail.sealed for entry in history for detail in entry.details)


def marks(situation: Situation, events: Sequence[Event]) -> Marks:
    """Where it is in the drawing, and the way it went."""
    moves = [
        (str(now["state"]), str(event.body["do"]))
        for event in events
        if isinstance(now := event.body.get("now"), dict) and "state" in now
    ]
    went = frozenset((one, other, by) for (one, _), (other, by) in pairwise(moves))
    return Marks(situation.state, frozenset(state for state, _ in moves), went)


def tied(sitting: Sitting, situation: Situation) -> dict[str, Any]:
    """Matters tied to it, those by number that who asks may see; of the others only how many there are."""
    named = {
        "parent": [situation.parent] if situation.parent else [],
        "children": list(situation.children),
        "links": list(situation.links),
        "merged": [situation.merged_into] if situation.merged_into else [],
    }
    away = hidden(sitting, situation)
    return {
        "tied": {key: [number for number in numbers if number not in away] for key, numbers in named.items()},
        "hidden": sum(number in away for numbers in named.values() for number in numbers),
    }


def hidden(sitting: Sitting, situation: Situation) -> tuple[str, ...]:
    """The numbers that this page may not say."""
    return desk.out_of_scope(sitting.scope, situation)


def parted(choices: Sequence[Choice]) -> dict[str, list[Choice]]:
    """The steps: own actions, acts of the office, what is taken down for an applicant."""
    own = [one for one in choices if not one.for_applicant]
    return {
        "actions": [one for one in own if not one.offer.is_flow],
        "flows": [one for one in own if one.offer.is_flow and one.is_open],
        "closed_flows": [one for one in own if one.offer.is_flow and not one.is_open],
        "taken_down": [one for one in choices if one.for_applicant],
    }
