"""Compiles a sentence from a text with figures named in braces, and keeps where each figure came to stand.

compiled = compile_sentence("办理人大代表建议{deputies_suggestions}。", {"deputies_suggestions": Figure(…)})
compiled.text                                     → 办理人大代表建议206件。
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from yunhe.types import Span

_NAMED = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Figure(NamedTuple):
    """A measured value with its unit and where it comes from: the query, and the rows behind it."""

    value: Decimal
    unit: str
    source: str
    simulated: bool


class Compiled(NamedTuple):
    """A sentence with the place of every figure."""

    text: str
    figures: tuple[tuple[str, Span], ...]


def names_in(written: str) -> tuple[str, ...]:
    """The figures that a sentence binds."""
    return tuple(_NAMED.findall(written))


def compile_sentence(written: str, figures: Mapping[str, Figure]) -> Compiled:
    """The sentence with its figures set; a figure that is not given is a KeyError, since nothing is guessed."""
    parts: list[str] = []
    places: list[tuple[str, int, int]] = []
    end = length = 0
    for named in _NAMED.finditer(written):
        figure = figures[named[1]]
        said = f"{figure.value:f}{figure.unit}"
        before = written[end : named.start()]
        parts += (before, said)
        places.append((named[1], length + len(before), length + len(before) + len(said)))
        length += len(before) + len(said)
        end = named.end()
    text = "".join(parts) + written[end:]
    return Compiled(text, tuple((name, Span.at(text, start, stop)) for name, start, stop in places))
