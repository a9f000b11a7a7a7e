"""Reading rules: one file each, found by scanning this folder.

A rule has a docstring, `STAGE` and `ORDER` (where it comes in), `EXAMPLES` and `NOT_EXAMPLES` (its proof) and one
function named as its stage. `FORMS` limits a rule to numerals written so, `TRIGGERS` to sentences in which one of
these words stands.

    aside(passage, numeral, index) -> class of a numeral that is no figure, or None
    shape(passage, numeral, index) -> True when the rule has given the numeral its value, unit or kind
    kind(sentence, figure, index)  -> True when the rule has decided the kind
    name(sentence, figure, index)  -> True when the rule has found what the figure is about
    mark(sentence, figure, index)  -> sets bound, status, period, basis …
"""

import importlib
import pkgutil
import re
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple


class Example(NamedTuple):
    """A text and what must be read of one of its figures: `Example("增长4%。", "4%", kind="growth")`."""

    text: str
    quote: str
    expect: dict[str, Any]


def reads(text: str, quote: str, **expect: Any) -> Example:
    """An example: this figure of the text is a claim with these values."""
    return Example(text, quote, expect)


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every rule, in the order in which they apply."""
    found = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda m: (m.ORDER, m.__name__)))


Rule = tuple[str, Any]


@cache
def for_form(stage: str, form: str) -> tuple[Rule, ...]:
    """Name and function of the rules of one stage that deal with numerals of one form, in order."""
    return tuple(
        (_name(m), getattr(m, stage)) for m in modules() if stage == m.STAGE and form in getattr(m, "FORMS", (form,))
    )


def for_sentence(stage: str, text: str) -> list[Rule]:
    """Name and function of the rules of one stage that have a word to look for in this sentence, in order."""
    return [rule for rule, triggers in _triggered(stage) if triggers is None or triggers.search(text)]


@cache
def _triggered(stage: str) -> tuple[tuple[Rule, re.Pattern[str] | None], ...]:
    found = []
    for module in modules():
        if stage == module.STAGE:
            words = getattr(module, "TRIGGERS", ())
            found.append(((_name(module), getattr(module, stage)), re.compile("|".join(words)) if words else None))
    return tuple(found)


def _name(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[1]
