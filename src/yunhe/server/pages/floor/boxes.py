"""The boxes of a form: each input of a step with what was typed into it and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.offers import CORRECT, SPLIT, Input, Offer
from yunhe.mechanisms.situation import Situation
from yunhe.server.floor.filled import KEPT, Posted, key_of
from yunhe.server.floor.values import grouped
from yunhe.server.pages.here import here
from yunhe.types import Json

FEW = 6  # so many choices stand side by side, more in a list
KINDS = {
    "long_text": "long",
    "address": "text",
    "date": "date",
    "instant": "instant",
    "money": "money",
    "whole": "number",
    "decimal": "number",
    "flag": "flag",
    "file": "file",
    "choices": "checks",
    "region": "region",
    "unit": "unit",
    "phone": "phone",
}


@dataclass(frozen=True)
class Box:
    """One input as it stands in the page."""

    one: Input
    index: int
    value: str = ""
    picked: tuple[str, ...] = ()
    problem: str = ""
    kept: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """Its id in the page."""
        return f"i{self.index}"

    @property
    def key(self) -> str:
        """Its name in the form."""
        return key_of(self.one)

    @property
    def kept_key(self) -> str:
        """The name under which an attachment that was in order stays in the form."""
        return KEPT + self.one.name

    @property
    def kind(self) -> str:
        """How it is drawn."""
        field = self.one.field
        if field is None:
            return {"text": "long", "answer": "radios", "signer": "list", "state": "list", "clock": "list"}.get(
                self.one.what, self.one.what
            )
        if field.choices and field.kind != "choices":
            return "radios" if len(field.choices) <= FEW else "list"
        return KINDS.get(field.kind, "text")

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """What can be chosen: value and words."""
        field = self.one.field
        if field is None:
            return [(word, word) for word in self.one.options]
        if field.kind == "region":
            return list(here().district.subdistricts.items())
        if field.kind == "flag":
            return [("是", _("是")), ("否", _("否"))]
        return [(word, word) for word in field.choices]

    @property
    def hint(self) -> str:
        """The help under the label."""
        field = self.one.field
        parts = [self.one.help] if self.one.help else []
        if field is not None and field.is_personal:
            parts.append(_("个人信息，另存加密，看要写事由"))
        if field is not None and field.register:
            parts.append(_("“%s”台账里的编号") % field.register)
        return _("；").join(parts)

    @property
    def is_personal(self) -> bool:
        """Whether what is typed into it must not stay in the browser."""
        return self.one.field is not None and self.one.field.is_personal

    @property
    def unit(self) -> str:
        """The unit behind a number."""
        field = self.one.field
        return "" if field is None else _("元") if field.kind == "money" else field.unit


def boxes(
    offer: Offer,
    situation: Situation | None = None,
    posted: Posted | None = None,
    problems: Mapping[str, str] = {},
    kept: Mapping[str, tuple[str, str]] = {},
) -> list[Box]:
    """The boxes of a step, the needed ones first; empty, as it is, or as it was typed."""
    made = []
    for index, one in enumerate((*offer.inputs, *offer.extra)):
        value, picked = _typed(one, posted) if posted is not None else _before(offer, one, situation)
        made.append(Box(one, index, value, picked, problems.get(one.name, ""), kept.get(one.name)))
    return made


def _typed(one: Input, posted: Posted) -> tuple[str, tuple[str, ...]]:
    many = tuple(str(each) for each in posted.getlist(key_of(one)))
    return (many[0] if many else "", many)


def _before(offer: Offer, one: Input, situation: Situation | None) -> tuple[str, tuple[str, ...]]:
    """What stands there already, where the step puts it otherwise; the only option where there is one."""
    if len(one.options) == 1:
        return one.options[0], one.options
    if situation is None or one.field is None or offer.name not in (CORRECT, SPLIT):
        return "", ()
    return _written(one, situation.values.get(one.name))


def _written(one: Input, value: Json) -> tuple[str, tuple[str, ...]]:
    if value is None or is_sealed(value) or isinstance(value, Mapping):
        return "", ()
    if isinstance(value, bool):
        return ("是", ("是",)) if value else ("否", ("否",))
    if isinstance(value, list | tuple):
        return "", tuple(map(str, value))
    written = grouped(str(value)) if one.field is not None and one.field.kind == "money" else str(value)
    return written, (written,)


def problems_of(made: Iterable[Box]) -> list[Box]:
    """The boxes in which something is wrong, for the list at the top."""
    return [box for box in made if box.problem]


def units() -> dict[str, Any]:
    """The units of the district, for the lists to choose from."""
    return {"units": list(here().access.units)}
