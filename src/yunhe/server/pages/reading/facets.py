"""The facets of a search as links: each value with its count, and the address that narrows to it or widens again."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from yunhe.faces.wording import KINDS
from yunhe.reading.indicators import definition
from yunhe.server.searching.asking import FACETS, Found

SHOWN = 8  # values of a facet before the rest is folded away


class Value(NamedTuple):
    """One value of a facet."""

    word: str
    total: int
    address: str


class Facet(NamedTuple):
    """A facet with its values, the most frequent first; years from the newest. `chosen` widens the search again."""

    name: str
    word: str
    values: list[Value]
    folded: list[Value]
    chosen: Value | None


def facets_of(found: Found, query: str, chosen: Mapping[str, str]) -> Iterator[Facet]:
    """Every facet that has something to say."""
    words = {"area": _("地区"), "year": _("报告年度"), "kind": _("句中数字"), "indicator": _("指标")}
    for name in FACETS:
        counted = {value: count for value, count in found.counts[name].items() if value}
        values = [
            Value(word_of(name, value), count, address(query, {**chosen, name: value}))
            for value, count in sorted(counted.items(), key=lambda each: _order(name, *each))
        ]
        is_chosen = chosen.get(name)
        off = {key: value for key, value in chosen.items() if key != name}
        value = Value(word_of(name, is_chosen), found.total, address(query, off)) if is_chosen else None
        if value or len(values) > 0:
            yield Facet(name, words[name], values[:SHOWN], values[SHOWN:40], value)


def word_of(facet: str, value: str) -> str:
    """A value in words."""
    if facet == "kind":
        return _(next((word for kind, word in KINDS.items() if kind == value), value))
    indicator = definition(value) if facet == "indicator" else None
    return indicator.name if indicator else value


def address(query: str, chosen: Mapping[str, str], page: int = 1) -> str:
    """The address of a search."""
    return "?" + urlencode({"q": query, **chosen, **({"page": page} if page > 1 else {})})


def _order(facet: str, value: str, count: int) -> tuple[int, str]:
    return (-int(value), "") if facet == "year" else (-count, value)
