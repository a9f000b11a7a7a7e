"""Requirements 条件: what fields must hold before an action may be done; numbers are compared as exact fractions.

requires:
  - {field: 参与面积, at_least: 2/3, of: 总面积, basis: 民法典 第二百七十八条}
  - {field: 书面同意, is: true}
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.mechanisms.act import Refused
from yunhe.mechanisms.windows import UnderLight, Window, under_light_of, window_of
from yunhe.types import Json

NUMBERS = ("whole", "decimal", "money")
WORDS = ("choice", "flag")
_SHARE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)(?:/([1-9][0-9]{0,11}))?")


class Bound(NamedTuple):
    """A number as the law writes it, `2/3` or `80`, and its exact value."""

    written: str
    value: Fraction


class Requirement(NamedTuple):
    """One condition: a number within a bound (of another field), or a word among those that are allowed."""

    field: str
    at_least: Bound | None
    at_most: Bound | None
    of: str
    among: tuple[str | bool, ...]
    basis: str
    more_than: Bound | None = None  # 过半数: the half itself is not enough
    less_than: Bound | None = None  # 不足八成: eight tenths are too much


Condition: TypeAlias = Requirement | Window | UnderLight


def requirement_of(fields: Mapping[str, Field]) -> "strict.Kind[Condition]":
    """A kind: a condition on fields that the mechanism has, on the day of the month, or on the light."""

    def read(value: strict.Value) -> Condition:
        node = strict.mapping(value)
        if "days" in node:
            return window_of(node)
        if "light" in node:
            return under_light_of(node)
        name, of = node.take("field", strict.text), node.take("of", strict.text, "")
        least, most = node.take("at_least", _bound, None), node.take("at_most", _bound, None)
        among, basis = node.take("is", _among, ()), node.take("basis", strict.text, "")
        more, less = node.take("more_than", _bound, None), node.take("less_than", _bound, None)
        node.finish()
        made = Requirement(name, least, most, of, among, basis, more, less)
        _proved(made, fields, node)
        return made

    return read


def unmet(
    conditions: Iterable[Condition], values: Mapping[str, Json], at: datetime, colour: Callable[[], str]
) -> Refused | None:
    """The first condition that a matter does not meet at an instant; its light is asked for where one needs it."""
    for one in conditions:
        if isinstance(one, Window):
            refused = one.unmet(at)
        elif isinstance(one, UnderLight):
            refused = one.unmet(colour())
        else:
            refused = _unmet(one, values)
        if refused:
            return refused
    return None


def _unmet(one: Requirement, values: Mapping[str, Json]) -> Refused | None:
    missing = [name for name in (one.field, one.of) if name and values.get(name) in (None, "")]
    if missing:
        return Refused(f"还没有填“{missing[0]}”", f"补上“{missing[0]}”")
    law = f"（{one.basis}）" if one.basis else ""
    found = values[one.field]
    if one.among:
        allowed = "、".join(map(_said, one.among))
        return None if found in one.among else Refused(f"“{one.field}”是“{_said(found)}”，不是“{allowed}”{law}")
    whole = Fraction(str(values[one.of])) if one.of else Fraction(1)
    if whole <= 0:
        return Refused(f"“{one.of}”是 {values[one.of]}，不能按它算比例{law}", f"更正“{one.of}”")
    return _out_of_bounds(one, Fraction(str(found)), whole, values, law)


def _out_of_bounds(
    one: Requirement, found: Fraction, whole: Fraction, values: Mapping[str, Json], law: str
) -> Refused | None:
    said = f"“{one.field}” {values[one.field]} "
    if one.at_least and found < one.at_least.value * whole:
        return Refused(f"{said}不到{_share_of(one, one.at_least, values)}{law}", "条件未到，不能这样办；数字有误先更正")
    if one.more_than and found <= one.more_than.value * whole:
        return Refused(
            f"{said}没有超过{_share_of(one, one.more_than, values)}{law}", "条件未到，不能这样办；数字有误先更正"
        )
    if one.less_than and found >= one.less_than.value * whole:
        return Refused(
            f"{said}已到{_share_of(one, one.less_than, values)}，不是不足{law}", "条件不符，不能这样办；数字有误先更正"
        )
    if one.at_most and found > one.at_most.value * whole:
        return Refused(f"{said}超过{_share_of(one, one.at_most, values)}{law}", "条件不符，不能这样办；数字有误先更正")
    return None


def _share_of(one: Requirement, bound: Bound, values: Mapping[str, Json]) -> str:
    """A bound as a sentence has it: “总面积” 900 的 2/3; the whole itself where the share is 1."""
    if not one.of:
        return f" {bound.written}"
    return f"“{one.of}” {values[one.of]}" + (f" 的 {bound.written}" if bound.value != 1 else "")


def _said(value: object) -> str:
    return {True: "是", False: "否"}.get(value, "") if isinstance(value, bool) else str(value)


def _bound(value: strict.Value) -> Bound:
    """A kind: a number or a fraction of whole numbers, exact."""
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise strict.Refusal(f"应是数或分数，写成了“{value}”", "写成如 2/3、80、0.5")
    return Bound(found[0], Fraction(found[1]) / int(found[2] or 1))


def _among(value: strict.Value) -> tuple[str | bool, ...]:
    if isinstance(value, bool):
        return (value,)
    return (value,) if isinstance(value, str) else strict.texts(value)


def _proved(one: Requirement, fields: Mapping[str, Field], node: strict.Mapping) -> None:
    """Refuse a condition that can never be asked, or means nothing."""
    bounds = bool(one.at_least or one.at_most or one.more_than or one.less_than)
    if bounds == bool(one.among):
        raise node.error(f"“{one.field}”的条件要写数的界限或 is，且只写一样", "写 at_least、at_most 等界限，或 is")
    if one.among and one.of:
        raise node.error("is 不与 of 同用", "删去 of", "of")
    for name in filter(None, (one.field, one.of)):
        field = fields.get(name)
        if field is None:
            raise node.error(f"条件里的“{name}”不在 fields 里", f"可写：{'、'.join(fields) or '（无）'}")
        if field.is_personal:
            raise node.error(f"“{name}”是{field.data_class}信息，不在办理记录里，不能作条件", "改用不涉个人的字段")
        if field.kind not in (NUMBERS if bounds else WORDS):
            wanted = "数" if bounds else "选项或是否"
            raise node.error(f"“{name}”是{field.title}，条件要的是{wanted}", "换一个字段，或换一种条件")
    _words_proved(one, fields[one.field], node)


def _words_proved(one: Requirement, field: Field, node: strict.Mapping) -> None:
    for word in one.among:
        known = isinstance(word, bool) if field.kind == "flag" else word in field.choices
        if not known:
            choices = "true、false" if field.kind == "flag" else "、".join(field.choices)
            raise node.error(f"“{field.name}”不会是“{word}”", f"可写：{choices}", "is")
