"""The indicators that reports use, and which of them a naming phrase means when exactly one fits.

A phrase is matched from its end: the longest alias that ends it, with only words before it that do not change what is
meant (全区, 实现, 预计 …). 战略性新兴产业增加值占规上工业增加值比重 ends in no alias of 规上工业增加值, and
机电产品出口 is not 出口: what stands before decides, and what is not known to be neutral refuses.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.errors import DefinitionError
from yunhe.reading import neutral
from yunhe.reading.units import DIMENSIONS, dimension_of

_FILE = Path(__file__).with_name("indicators.yaml")
_PATH = "src/yunhe/reading/indicators.yaml"
_GROUP = re.compile(r"\(([^()]*\|[^()]*)\)")
_LEFT_OUT = "“”‘’\"'《》「」 \u3000\t\r\n\f"
_UNTIDY = re.compile(f"[{_LEFT_OUT}()]")
_TIDY = dict.fromkeys(map(ord, _LEFT_OUT))
_BRACKETS = {ord("("): "（", ord(")"): "）"}
_REMEMBERED = 1 << 13

# Besides its own dimension, what a unit may measure to go with an indicator. A bare number has dimension "".
_ACCEPTS: Mapping[str, frozenset[str]] = {
    "money": frozenset({"money", "money_rate"}),
    "area": frozenset({"area", "area_rate"}),
    "mass": frozenset({"mass", "mass_rate"}),
    "volume": frozenset({"volume", "volume_rate"}),
    "count": frozenset({"count", "household", "occurrence", "rate", "people", ""}),
    "people": frozenset({"people", "count", "occurrence", "rate", ""}),
    "household": frozenset({"household", "count", "people", ""}),
    "occurrence": frozenset({"occurrence", "people", "count", ""}),
    "ratio": frozenset({"ratio", ""}),
    "index": frozenset({"index", "ratio", "points_scored", ""}),
    "age": frozenset({"age", "time"}),
    "intensity": frozenset({"intensity", "mass", "energy", "volume"}),
}
_OF_CHANGES = frozenset({"ratio", "points", "doubling"})
_OF_KINDS = {"growth": _OF_CHANGES, "change": frozenset({"points"}), "rank": None, "streak": None}
_WORDS_OF_GROWTH = ("可比价", "现价", "none")
_WORDS_OF_ACCUMULATION = ("flow", "stock", "cumulative")


class Range(NamedTuple):
    """What is plausible, both ends included."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


_PROPORTION = Range(Decimal(0), Decimal(100))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `range` is in `unit`, `growth_range` in %; `growth` is the price basis of its growth, or None."""

    id: str
    name: str
    aliases: tuple[str, ...]
    dimension: str
    unit: str
    growth: str | None
    accumulation: str
    levels_published: bool
    parts: tuple[str, ...]
    in_turn: bool  # one name for its parts, whose figures follow in this order: 城乡居民收入分别增长5%、7%
    range: Range | None
    growth_range: Range | None
    source: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    line: int

    @property
    def is_ratio(self) -> bool:
        return self.dimension == "ratio"


class _Vocabulary(NamedTuple):
    by_alias: dict[str, str]
    lengths: dict[str, tuple[int, ...]]  # last two letters of an alias → lengths of such aliases, longest first
    dimensions: dict[str, str]
    synonyms: re.Pattern[str]
    canonical: dict[str, str]
    nodes: strict.Mapping
    written: dict[str, strict.Mapping]
    sources: dict[str, str]


@cache
def all_indicators() -> Mapping[str, Indicator]:
    """Every indicator by its id, all of them checked."""
    indicators = {id: _indicator(id) for id in _vocabulary().written}
    for indicator in indicators.values():
        _check_parts(indicator, indicators)
    return indicators


def definition(id: str) -> Indicator | None:
    """The indicator of this id."""
    return _indicator(id) if id in _vocabulary().written else None


@cache
def groups() -> tuple[str, ...]:
    """The groups of indicators, by where their statistics come from: 核算, 财政 …, in the order of indicators.yaml."""
    return tuple(_vocabulary().sources)


@cache
def group_of(id: str) -> str:
    """The group of an indicator; "" when there is none of this id."""
    indicator = definition(id)
    by_source = {source: group for group, source in _vocabulary().sources.items()}
    return by_source[indicator.source] if indicator else ""


def identify(phrase: str, kind: str, unit: str) -> str | None:
    """The id of the one indicator that a naming phrase means, or None; the unit must be able to measure it."""
    id = _meant(phrase)
    if id is None:
        return None
    share = _share_of(phrase, id, kind) if unit in ("%", "个百分点") else None
    if share is not None:
        return share
    return id if _measures(_vocabulary().dimensions[id], kind, unit) else None


def _share_of(phrase: str, id: str, kind: str) -> str | None:
    """民生支出达到75% is said of its share, 优良天数提高3个百分点 of its ratio; money in points may be its growth."""
    dimensions = _vocabulary().dimensions
    said_of = kind == "ratio" or (kind == "change" and dimensions[id] in ("time", "count"))
    if not said_of or dimensions[id] in ("ratio", "index"):
        return None
    share = _meant(phrase + "占比")
    return share if share is not None and dimensions[share] == "ratio" else None


def parts_in_turn(phrase: str, kind: str, unit: str) -> tuple[str, ...]:
    """Names of the indicators that one phrase means one after the other, or nothing: 城乡居民收入, 三次产业结构."""
    id = identify(phrase, kind, unit)
    indicator = _indicator(id) if id is not None else None
    return tuple(_indicator(part).name for part in indicator.parts) if indicator and indicator.in_turn else ()


def disproved() -> Iterator[DefinitionError]:
    """The examples of indicators.yaml that do not hold."""
    for indicator in all_indicators().values():
        for example in (indicator.name, *indicator.examples):
            if identify(example, "level", indicator.unit) != indicator.id:
                problem = f"例子“{example}”没有认作“{indicator.id}”（认作：{_meant(example) or '无'}）"
                yield _failure(indicator.line, problem, "补 aliases 或改例子")
        for trap in indicator.not_examples:
            if _meant(trap) == indicator.id:
                problem = f"反例“{trap}”认作了“{indicator.id}”"
                yield _failure(indicator.line, problem, "给那个说法单独立项，或改 aliases")


def _failure(line: int, problem: str, remedy: str) -> DefinitionError:
    return DefinitionError(_PATH, line, problem, remedy)


@lru_cache(maxsize=_REMEMBERED)
def _meant(phrase: str) -> str | None:
    words = _vocabulary()
    said = phrase.translate(_BRACKETS | _TIDY) if _UNTIDY.search(phrase) else phrase
    said = words.synonyms.sub(lambda match: words.canonical[match[0]], said)
    if said.endswith("新增"):  # 高铁运营里程新增 is 新增高铁运营里程
        said = "新增" + said[:-2]
    while said:
        start, id = _ending(said, words)
        if id is not None and _stands_alone(said[:start]):
            return id
        said = neutral.without_last(said)
    return None


def _ending(said: str, words: _Vocabulary) -> tuple[int, str | None]:
    """The longest alias that ends the phrase, and where it begins."""
    size = len(said)
    for length in words.lengths.get(said[-2:], ()):
        if length <= size:
            id = words.by_alias.get(said[size - length :])
            if id is not None:
                return size - length, id
    return 0, None


def _stands_alone(before: str) -> bool:
    """Whether the words before an alias leave it as it is. A list (甲、乙增速) names several and does not."""
    return not neutral.without_leading(before)


def _measures(dimension: str, kind: str, unit: str) -> bool:
    of_kind = _OF_KINDS.get(kind, frozenset())
    if of_kind is None:
        return True
    given = dimension_of(unit) or unit
    if given in of_kind or (kind == "ratio" and unit == "倍"):  # 是2015年的2.3倍
        return True
    return kind != "growth" and (given == dimension or given in _ACCEPTS.get(dimension, ()))


@cache
def _vocabulary() -> _Vocabulary:
    root = strict.load(_FILE)
    synonyms, canonical = _synonyms(root.take("words", strict.mapping))
    sources = dict(root.take("sources", strict.mapping).entries(strict.text))
    nodes = root.take("indicators", strict.mapping)
    root.finish()
    written = dict(nodes.entries(strict.mapping))
    by_alias: dict[str, str] = {}
    for id, node in written.items():
        for alias in _spelled_out(node, synonyms, canonical):
            known = by_alias.setdefault(alias, id)
            if known != id:
                raise nodes.error(f"“{alias}”既指“{id}”又指“{known}”", "一个说法只能指一个指标", id)
    dimensions = {id: node.take("dimension", _dimension) for id, node in written.items()}
    return _Vocabulary(by_alias, _lengths(by_alias), dimensions, synonyms, canonical, nodes, written, sources)


def _lengths(aliases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for alias in aliases:
        found[alias[-2:]].add(len(alias))
    return {ending: tuple(sorted(lengths, reverse=True)) for ending, lengths in found.items()}


def _synonyms(node: strict.Mapping) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for all words of the list, and what each is replaced by."""
    canonical: dict[str, str] = {}
    for word, variants in node.entries(strict.texts):
        canonical |= dict.fromkeys((word, *variants), word)
    tidy = {word.translate(_TIDY): meant for word, meant in canonical.items()}
    return re.compile("|".join(map(re.escape, sorted(tidy, key=len, reverse=True)))), tidy


def _tidied(phrase: str, synonyms: re.Pattern[str], canonical: dict[str, str]) -> str:
    return synonyms.sub(lambda match: canonical[match[0]], phrase.translate(_TIDY))


def _spelled_out(node: strict.Mapping, synonyms: re.Pattern[str], canonical: dict[str, str]) -> Iterator[str]:
    """Every way to write an indicator: its name and its aliases with their alternatives spelled out."""
    for written in (node.take("name", strict.text), *node.take("aliases", strict.texts, ())):
        alias = _tidied(written, synonyms, canonical)
        if "|" not in alias:
            yield alias
            continue
        parts = _GROUP.split(alias)
        choices = [part.split("|") if at % 2 else (part,) for at, part in enumerate(parts)]
        yield from map("".join, product(*choices))


@cache
def _indicator(id: str) -> Indicator:
    words = _vocabulary()
    node = words.written[id]
    unit, growth = node.take("unit", strict.text), node.take("growth", _growth, "none")
    source = node.take("source", strict.text)
    if source not in words.sources:
        raise node.error(f"“{id}”的来源“{source}”不在 sources 里", f"可写：{'、'.join(words.sources)}", "source")
    proportion = words.dimensions[id] == "ratio" and unit == "%"
    indicator = Indicator(
        id,
        node.take("name", strict.text),
        node.take("aliases", strict.texts, ()),
        words.dimensions[id],
        unit,
        None if growth == "none" else growth,
        node.take("accumulation", _accumulation),
        node.take("levels_published", strict.flag, True),
        node.take("parts", strict.texts, ()),
        node.take("in_turn", strict.flag, False),
        node.take("range", _range, _PROPORTION if proportion else None),
        node.take("growth_range", _range, None),
        words.sources[source],
        node.take("examples", strict.texts),
        node.take("not_examples", strict.texts, ()),
        words.nodes.line_of(id),
    )
    node.finish()
    return indicator


_dimension = strict.one_of(*DIMENSIONS, "index")
_growth = strict.one_of(*_WORDS_OF_GROWTH)
_accumulation = strict.one_of(*_WORDS_OF_ACCUMULATION)
_decimals = strict.sequence_of(strict.decimal)


def _range(value: strict.Value) -> Range:
    ends = _decimals(value)
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise strict.Refusal("应是从小到大的两个数", "写成 [0, 100]")
    return Range(*ends)


def _check_parts(indicator: Indicator, indicators: Mapping[str, Indicator]) -> None:
    for part in indicator.parts:
        if part not in indicators:
            raise _failure(indicator.line, f"“{indicator.id}”的组成部分“{part}”不存在", "先写这个指标，或改 parts")
