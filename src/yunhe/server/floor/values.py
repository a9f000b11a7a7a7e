"""Values as a page shows them: money grouped, subdistricts by name, units behind numbers, covered what is personal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from yunhe.definitions.fields import Field
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.server.matters.saying import said_value
from yunhe.types import Json

NUMBERS = ("whole", "decimal", "money")
LONG = 80  # characters from which a value is a paragraph of its own


@dataclass(frozen=True)
class Fact:
    """A field with its value in words; `file` where it is an attachment, `sealed` where it is covered."""

    name: str
    said: str
    file: Mapping[str, Json] | None = None
    sealed: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it needs a paragraph."""
        return len(self.said) > LONG or "\n" in self.said


def facts(mechanism: Mechanism, values: Mapping[str, Json], places: Mapping[str, str]) -> Iterator[Fact]:
    """The filled fields in the order of the definition, then whatever else there is."""
    for name in dict.fromkeys((*mechanism.fields, *values)):
        value = values.get(name)
        if value in (None, "", []):
            continue
        yield fact(mechanism.fields.get(name), name, value, places)


def fact(field: Field | None, name: str, value: Json, places: Mapping[str, str]) -> Fact:
    """One field."""
    if is_sealed(value):
        return Fact(name, "", sealed=True)
    if isinstance(value, Mapping) and "sha256" in value:
        return Fact(name, str(value["name"]), value)
    return Fact(name, shown(field, value, places))


def shown(field: Field | None, value: Json, places: Mapping[str, str] = {}) -> str:
    """A value in words."""
    written = said_value(value)
    if field is None:
        return written
    if field.kind == "region":
        return places.get(written, written)
    if field.kind in NUMBERS:
        unit = _("元") if field.kind == "money" else field.unit
        return f"{grouped(written)}{'' if unit == '%' else ' '}{unit}".strip()
    return written


def grouped(written: str) -> str:
    """1234567.5 → 1,234,567.5"""
    try:
        return f"{Decimal(written):,f}"
    except ArithmeticError:
        return written
