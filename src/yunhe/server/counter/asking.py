"""A question as a page shows it: its words, the control that suits its field, what may be chosen, what was answered."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from yunhe.access.units import KINDS, Unit
from yunhe.definitions.fields import Field
from yunhe.mechanisms.counter import Question
from yunhe.mechanisms.requirement import Requirement
from yunhe.types import Json

YES, NO = "是", "否"
RADIOS = 7  # more choices than these make a list to open
CONTROLS = {
    "long_text": "area", "flag": "radios", "date": "date", "phone": "tel", "whole": "whole", "decimal": "decimal",
    "money": "decimal", "choices": "boxes", "file": "file",
}  # fmt: skip
FILLED_BY_BROWSERS = {"phone": "tel", "person": "name"}  # WCAG 2.2, 1.3.5


class Asked(NamedTuple):
    """One question on a page; `id` is where errors lead to."""

    id: str
    field: str
    ask: str
    help: str
    control: str
    options: tuple[str, ...]
    value: Json
    error: str
    needed: bool
    unit: str = ""
    autocomplete: str = "off"


class Places(NamedTuple):
    """What people choose places and units from."""

    units: Mapping[str, Unit]
    subdistricts: Mapping[str, str]


def asked(
    number: int,
    field: Field,
    question: Question,
    places: Places,
    answers: Mapping[str, Json],
    errors: Mapping[str, str],
) -> Asked:
    """A question of a counter."""
    options = options_of(field, question.among, places)
    value = answers.get(field.name, [] if field.kind == "choices" else "")
    return Asked(
        f"q{number}", field.name, question.ask, question.help, control(field, options), options, value,
        errors.get(field.name, ""), field.needed, field.unit, FILLED_BY_BROWSERS.get(field.kind, "off"),
    )  # fmt: skip


def control(field: Field, options: Sequence[str]) -> str:
    """With what it is answered."""
    if field.kind in CONTROLS:
        return CONTROLS[field.kind]
    if options:
        return "radios" if len(options) < RADIOS else "list"
    return "line"


def options_of(field: Field, among: Sequence[str], places: Places) -> tuple[str, ...]:
    """What may be chosen; a kind of units stands for all of it."""
    if field.kind == "flag":
        return (YES, NO)
    if field.kind == "region":
        return tuple(places.subdistricts.values())
    if field.kind == "unit" and among:
        return tuple(_units(among, places.units))
    return tuple(among or field.choices)


def narrowed(requires: Sequence[object], field: Field) -> tuple[str, ...]:
    """The choices that the conditions of an action let through."""
    for one in requires:
        if isinstance(one, Requirement) and one.field == field.name and one.among:
            return tuple(word for word in field.choices if word in one.among)
    return field.choices


def _units(among: Sequence[str], units: Mapping[str, Unit]) -> Iterator[str]:
    for word in among:
        if word in KINDS:
            yield from (unit.name for unit in units.values() if unit.kind == word)
        else:
            yield word
