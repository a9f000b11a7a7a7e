"""Rules between the fields of one entry: a day not before another, a number at most another, needed in some case.

rules:
  竣工日期: {not_before: 开工日期}
  同意户数: {at_most: 参与户数}
  注销日期: {needed_if: {经营状态: 注销}}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.types import Json

Row: TypeAlias = Mapping[str, Json]
TIMES, NUMBERS, WORDS = {"date", "instant"}, {"whole", "decimal", "money"}, {"choice", "flag"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a field must keep to, given another field of the same entry."""

    field: str
    kind: str
    other: str
    value: Json = None

    def problem_in(self, row: Row) -> tuple[str, str] | None:
        """What is wrong in an entry of canonical values, with its remedy."""
        return KINDS_OF_RULES[self.kind](self, row)


def rules_of(node: strict.Mapping | None, fields: Mapping[str, Field]) -> tuple[Rule, ...]:
    """The rules of a definition, each between fields that can be compared."""
    if node is None:
        return ()
    return tuple(rule for name, value in node.entries(strict.mapping) for rule in _rules(name, value, fields))


def _rules(name: str, node: strict.Mapping, fields: Mapping[str, Field]) -> list[Rule]:
    if name not in fields:
        raise node.error(f"没有字段“{name}”", f"写 fields 里的一个：{'、'.join(fields)}")
    rules = [
        Rule(name, kind, other)
        for kind in ("not_before", "at_most")
        if (other := node.take(kind, strict.text, "")) and _comparable(kind, name, other, fields, node)
    ]
    case = node.take("needed_if", strict.optional_mapping, None)
    node.finish()
    return rules + ([_needed_if(name, case, fields)] if case is not None else [])


def _comparable(kind: str, name: str, other: str, fields: Mapping[str, Field], node: strict.Mapping) -> bool:
    wanted = TIMES if kind == "not_before" else NUMBERS
    if other not in fields or other == name:
        raise node.error(f"“{name}”不能与“{other}”相比", "写另一个字段的名称", kind)
    if fields[name].kind != fields[other].kind or fields[name].kind not in wanted:
        raise node.error(f"“{name}”与“{other}”不能按 {kind} 相比", "两个字段同为日期，或同为数", kind)
    return True


def _needed_if(name: str, case: strict.Mapping, fields: Mapping[str, Field]) -> Rule:
    for other, written in case.entries(lambda value: value):
        if other not in fields or fields[other].kind not in WORDS or len(case) > 1:
            raise case.error(f"“{other}”不能作为条件", "写一个选项或是否字段，如 {经营状态: 注销}", other)
        try:
            return Rule(name, "needed_if", other, fields[other].read(written))
        except strict.Refusal as refusal:
            raise case.error(f"“{other}”{refusal.problem}", refusal.remedy, other) from None
    raise case.error("没有写条件", "写成 needed_if: {经营状态: 注销}")


def _not_before(rule: Rule, row: Row) -> tuple[str, str] | None:
    own, other = row.get(rule.field), row.get(rule.other)
    if own is None or other is None or str(own) >= str(other):
        return None
    return f"早于{rule.other}“{other}”", f"核对{rule.field}和{rule.other}"


def _at_most(rule: Rule, row: Row) -> tuple[str, str] | None:
    own, other = row.get(rule.field), row.get(rule.other)
    if own is None or other is None or Decimal(str(own)) <= Decimal(str(other)):
        return None
    return f"大于{rule.other}“{other}”", f"核对{rule.field}和{rule.other}"


def _in_case(rule: Rule, row: Row) -> tuple[str, str] | None:
    if row.get(rule.other) != rule.value or row.get(rule.field) is not None:
        return None
    words = {True: "是", False: "否"}.get(rule.value, rule.value) if isinstance(rule.value, bool) else rule.value
    return f"没有填，而{rule.other}是“{words}”", f"填上{rule.field}"


KINDS_OF_RULES: Mapping[str, Callable[[Rule, Row], tuple[str, str] | None]] = {
    "not_before": _not_before,
    "at_most": _at_most,
    "needed_if": _in_case,
}
