"""What a figure measures: which indicator, as a level, a ratio or a growth, and its value in the indicator's unit.

measured(indicator_of("地区生产总值"), "", "2206.3", "亿元")    → ("level", Decimal("220630000000"))
"""

from decimal import Decimal, localcontext
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from yunhe.definitions import raw as cell
from yunhe.definitions.raw import EXACT, FieldRefusal
from yunhe.reading import indicators, units
from yunhe.reading.indicators import Indicator

KINDS = {"level": "总量", "ratio": "比重", "growth": "增速"}  # of the claim contract; changes and ranks are derived
_KIND_WORDS = {
    "level": "总量 水平 绝对数 绝对值 level",
    "ratio": "比重 占比 比率 ratio",
    "growth": "增速 同比 同比增速 增长 增长率 增幅 growth",
}
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
_TIMES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "百": 100,
}  # fmt: skip
_COUNTED = frozenset(("count", "people", "household", "occurrence"))
GROWTH_UNIT = "%"
CURRENT, COMPARABLE = "现价", "可比价"
_BASES = {
    CURRENT: "现价 当年价 当年价格 现行价格 现价计算",
    COMPARABLE: "可比价 可比价格 不变价 不变价格 可比价计算",
}
_BASIS_OF = {word: basis for basis, words in _BASES.items() for word in words.split()}
LONGEST_BASIS = 40


class Measured(NamedTuple):
    """A figure in the unit of its indicator."""

    kind: str
    value: Decimal
    unit: str


def indicator_of(raw: object) -> Indicator:
    """The indicator of an id or a name; one that is not known is refused with those that lie near."""
    written = cell.line(raw, 100)
    found = indicators.definition(written)
    if found is not None:
        return found
    id = indicators.identify(written, "rank", "位")  # a rank may be one of anything: the words alone decide
    if id is not None:
        return indicators.all_indicators()[id]
    raise FieldRefusal(f"没有“{cell.shown(written)}”这个指标", _near(written))


def _near(written: str) -> str:
    everything = indicators.all_indicators()
    words = {one.id: one.id for one in everything.values()} | {one.name: one.id for one in everything.values()}
    near = get_close_matches(written, words, n=3, cutoff=0.5)
    said = "、".join(f"{word}（{words[word]}）" if word != words[word] else word for word in near)
    return f"是不是{said}？" if near else "写 indicators.yaml 里的键或名称"


def kind_of(raw: object, indicator: Indicator) -> str:
    """Whether it is a level, a ratio or a growth; nothing said means what the indicator itself is."""
    own = "ratio" if indicator.is_ratio else "level"
    if cell.is_blank(raw):
        return own
    written = cell.signs(raw).lower()
    kind = _KIND_OF.get(written)
    if kind is None:
        raise FieldRefusal(f"“{cell.shown(written)}”不是类型", f"写 {'、'.join(KINDS.values())}，或不写")
    if kind not in (own, "growth"):
        raise FieldRefusal(f"“{indicator.name}”是{KINDS[own]}，不是{KINDS[kind]}", f"写 {KINDS[own]} 或 增速")
    return kind


def measured(indicator: Indicator, kind: str, raw_value: object, raw_unit: object, reason: str = "") -> Measured:
    """The exact value in the indicator's unit; `reason` lets one stand that lies outside the plausible range."""
    number, behind = _parted(cell.signs(raw_value))
    unit = "" if cell.is_blank(raw_unit) else cell.half_width(raw_unit, 20)
    if behind and unit and behind != cell.signs(unit):
        raise FieldRefusal(f"数值后写“{behind}”，单位是“{unit}”", "只写一处，或写成一样")
    if not (unit or behind):
        raise FieldRefusal("没有写单位", f"写明单位，如 {GROWTH_UNIT if kind == 'growth' else indicator.unit}")
    value, target = cell.number(number), indicator.unit if kind != "growth" else GROWTH_UNIT
    value = _converted(value, _written(unit or behind), target, indicator.name)
    limits = indicator.growth_range if kind == "growth" else indicator.range
    if limits is not None and not limits.holds(value) and not reason:
        extent = f"{cell.plain(limits.low)}至{cell.plain(limits.high)}{target}"
        raise FieldRefusal(f"“{cell.plain(value)}{target}”在合理范围（{extent}）之外", "核对数值和单位；属实就写明理由")
    return Measured(kind, value, target)


def _parted(written: str) -> tuple[str, str]:
    """Digits and what stands behind them."""
    digits = written.rstrip("".join(sign for sign in written if sign not in "0123456789.,+-()"))
    return digits, written[len(digits) :]


def _written(unit: str) -> str:
    """A unit as units.yaml writes it, letters in their own case."""
    return unit if unit in units.all_units() else _folded().get(unit.upper(), unit)


@cache
def _folded() -> dict[str, str]:
    return {name.upper(): name for name in units.all_units()}


def _converted(value: Decimal, unit: str, target: str, name: str) -> Decimal:
    """The value in another unit, exactly; what cannot be exact is refused."""
    times, bare = _sized(unit)
    given, wanted = units.definition(bare), units.definition(target)
    if given is None:
        near = get_close_matches(bare, list(units.all_units()), n=1, cutoff=0.5)
        raise FieldRefusal(f"不认识的单位“{unit}”", f"是不是“{near[0]}”？" if near else f"写 {target}")
    same = units.base_unit(bare) == units.base_unit(target)
    if wanted is None or given.dimension != wanted.dimension:
        raise FieldRefusal(f"“{unit}”量不了“{name}”", f"换成 {target}；增速要写明类型“增速”")
    if same or (given.dimension in _COUNTED and given.in_base is None and wanted.in_base is None):
        return value * times
    if given.in_base is None or wanted.in_base is None:
        raise FieldRefusal(f"“{unit}”换算不成“{target}”", f"按 {target} 填")
    with localcontext(EXACT):
        whole = value * times * given.in_base
        found = whole / wanted.in_base
        if found * wanted.in_base != whole:
            raise FieldRefusal(f"“{unit}”换算成“{target}”除不尽", f"按 {target} 填")
    return found


def _sized(unit: str) -> tuple[int, str]:
    """How many, and of what: 亿元 → 10⁸ 元; 千克 is a unit of its own."""
    if unit in units.all_units():
        return 1, unit
    for word, times in _TIMES.items():
        rest = unit.removeprefix(word)
        if rest != unit and rest in units.all_units():
            return times, rest
    return 1, unit


def basis_of(raw: object, indicator: Indicator, kind: str) -> str:
    """The price basis 口径; when nothing is said, that on which statistics publish it, empty when prices play no part.

    Levels are published at current prices, growth on the basis that the indicator names (国家统计局 notes on GDP).
    """
    if cell.is_blank(raw):
        if kind == "growth":
            return indicator.growth or ""
        return CURRENT if indicator.dimension == "money" and indicator.growth is not None else ""
    written = cell.half_width(raw, LONGEST_BASIS)
    return _BASIS_OF.get(written, written)
