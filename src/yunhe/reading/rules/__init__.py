"""Reading rules: one file each, found by scanning this folder.

A rule has a docstring, `STAGE` and `ORDER` (where it comes in), `EXAMPLES` and `NOT_EXAMPLES` (its proof) and one function named
as its stage:

    aside(passage, numeral, index) -> class of a numeral that is no figure, or None
    shape(passage, numeral, index) -> True when the rule has given the numeral its value, unit or kind
    name(passage, figure, index)   -> True when the rule has found what the figure is about
    mark(passage, figure, index)   -> sets bound, status, period, basis …
"""
import importlib
import pkgutil
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


@cache
def of_stage(stage: str) -> tuple[tuple[str, Any], ...]:
    """Name and function of the rules of one stage, in order."""
    return tuple((m.__name__.rsplit(".", 1)[1], getattr(m, stage)) for m in modules() if m.STAGE == stage)
