"""The units and classifiers that reports write behind a number: what they measure and how they compare."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from yunhe.definitions import strict
from yunhe.errors import DefinitionError

# What a unit can measure. `people`, `household` and `count` are counts of different things; `points` are differences of
# ratios; a `…_rate` is per head, area or time.
DIMENSIONS = (
    "money", "area", "length", "mass", "volume", "time", "age", "anniversary", "energy", "power", "electric", "voltage",
    "count", "people", "household", "occurrence", "ratio", "points", "doubling", "places", "points_scored",
    "concentration", "density", "temperature", "sound", "pressure", "frequency", "data", "bandwidth", "computing",
    "capacity", "traffic", "speed", "yield", "intensity", "rate", "money_rate", "area_rate", "mass_rate", "volume_rate",
)  # fmt: skip
_SYMBOLS = frozenset({"％", "﹪", "㎡", "m²", "m2", "m³", "m3", "百分点", "℃", "°C"})
_FILE = Path(__file__).with_name("units.yaml")
_PATH = "src/yunhe/reading/units.yaml"
_NUMBER = r"(?<![A-Za-z\d.])\d+(?:[.,]\d+)*(?:十|百(?!分点)|千(?![瓦克米伏焦卡乏])|万|亿)*[余多]?"
_DIMENSION = strict.one_of(*DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Unit:
    """A written unit. `base` is how claims write it (㎡ → 平方米), `in_base` its size in the base of its dimension."""

    name: str
    base: str
    dimension: str
    in_base: Decimal | None
    basis: str | None
    unless: tuple[str, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    line: int


@cache
def all_units() -> Mapping[str, Unit]:
    """Every unit by the way it is written."""
    root = strict.load(_FILE)
    nodes = dict(root.entries(strict.mapping))
    return {name: _unit(name, nodes, root.line_of(name)) for name in nodes}


def unit_names() -> tuple[str, ...]:
    """Every written unit, longest first."""
    return tuple(sorted(all_units(), key=len, reverse=True))


def definition(name: str) -> Unit | None:
    """The definition of a written unit."""
    return all_units().get(name)


def base_unit(name: str) -> str:
    """The unit as a claim writes it; an unknown unit stays as it is."""
    unit = all_units().get(name)
    return unit.base if unit else name


def written_unit(name: str) -> str:
    """The unit as a claim writes it: the written classifier, only symbols (㎡, ％) and 百分点 spelled out."""
    return base_unit(name) if name in _SYMBOLS else name


def dimension_of(name: str) -> str | None:
    """What a unit measures, or None when it is unknown."""
    unit = all_units().get(name)
    return unit.dimension if unit else None


@cache
def unit_pattern() -> str:
    """A regular expression for any unit: the longest that stands there and is not the beginning of another word."""
    by_first: dict[str, list[Unit]] = defaultdict(list)
    for name in unit_names():
        by_first[name[0]].append(all_units()[name])
    alone = [first for first, units in by_first.items() if len(units) == 1 and _tail(units[0]) == ""]
    groups = (
        f"{re.escape(first)}(?:{'|'.join(map(_tail, units))})"
        for first, units in by_first.items()
        if first not in alone
    )
    return "|".join((*groups, f"[{re.escape(''.join(alone))}]"))


def units_in(phrase: str) -> Iterator[Unit]:
    """The unit behind each Arabic number of a phrase."""
    for match in _numbers_with_units().finditer(phrase):
        yield all_units()[match[1]]


def disproved() -> Iterator[DefinitionError]:
    """The examples of units.yaml that do not hold."""
    for unit in all_units().values():
        for example in unit.examples:
            if unit not in units_in(example):
                yield DefinitionError(_PATH, unit.line, f"例子“{example}”读不出“{unit.name}”", "改例子，或查 unless")
        for trap in unit.not_examples:
            if unit in units_in(trap):
                yield DefinitionError(_PATH, unit.line, f"反例“{trap}”读出了“{unit.name}”", "在 unless 里写上那个词")


@cache
def _numbers_with_units() -> re.Pattern[str]:
    return re.compile(f"{_NUMBER}({unit_pattern()})")


def _tail(unit: Unit) -> str:
    """What must follow the first letter of a unit."""
    name = unit.name
    stops = sorted(word[len(name) :] for word in unit.unless)
    if name[-1].isascii() and name[-1].isalnum():
        stops.append("[A-Za-z0-9]")
    guard = "|".join(stop if stop.startswith("[") else re.escape(stop) for stop in stops)
    return re.escape(name[1:]) + (f"(?!{guard})" if guard else "")


def _unit(name: str, nodes: dict[str, strict.Mapping], line: int) -> Unit:
    node = nodes[name]
    base = node.take("same_as", strict.text, None)
    if base is not None and base not in nodes:
        raise node.error(f"“{name}”所指的单位“{base}”不存在", "先写这个单位", "same_as")
    meaning = node if base is None else nodes[base]
    unit = Unit(
        name,
        base or name,
        meaning.take("dimension", _DIMENSION),
        meaning.take("in_base", strict.decimal, None),
        meaning.take("basis", strict.text, None),
        node.take("unless", strict.texts, ()),
        node.take("examples", strict.texts),
        node.take("not_examples", strict.texts, ()),
        line,
    )
    node.finish()
    _check(unit, node)
    return unit


def _check(unit: Unit, node: strict.Mapping) -> None:
    if unit.in_base is not None and unit.basis is None:
        raise node.error(f"“{unit.name}”有换算而没有依据", "补上“basis: …”")
    for word in unit.unless:
        if not word.startswith(unit.name) or word == unit.name:
            raise node.error(f"“{word}”不以“{unit.name}”开头", "unless 只写以此单位开头的词", "unless")
