"""Consent 同意: what a mechanism does only while a person agrees to it, and what it does when they no longer do.

consent:
  purpose: 安居守护
  of: 姓名                                   # whose consent: the person to whom this personal field belongs
  given: {do: 签署同意书, evidence: 同意书, by: 同意人, scope: 设备告警和处置, basis: 个人信息保护法 第二十九条}
  before: [安装]                             # not done without consent; 登记: not even opened
  withdraw: {do: 撤回同意}                    # done by itself in every running matter of the person
"""

from collections.abc import Mapping
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.definitions.fields import Field
from yunhe.mechanisms.mechanism import APPLICANT, OPENING, Action, Asked, Given, Stage

GIVERS = frozenset(("本人", "监护人"))


class _At(NamedTuple):
    """Where the key stands and what it may name."""

    node: strict.Mapping
    fields: Mapping[str, Field]
    stages: Mapping[str, Stage]


def consent_of(root: strict.Mapping, fields: Mapping[str, Field], stages: Mapping[str, Stage]) -> Asked | None:
    """The consent that a mechanism asks for; None where it stands on another basis (个人信息保护法 第十三条)."""
    if "consent" not in root:
        return None
    node = root.take("consent", strict.mapping)
    at = _At(node, fields, stages)
    purpose, of = node.take("purpose", strict.text), node.take("of", strict.text)
    before = node.take("before", strict.texts)
    withdrawal = node.take("withdraw", strict.mapping)
    withdraw = withdrawal.take("do", strict.text)
    withdrawal.finish()
    given = _given(at, node.take("given", strict.mapping)) if "given" in node else None
    node.finish()
    if of not in fields or not fields[of].is_personal:
        raise node.error(f"“{of}”不是个人信息字段", "of 写本人的一项个人信息，如 姓名", "of")
    for name in before:
        _exists(at, name, "before")
    _is_as_easy(at, withdraw)
    return Asked(purpose, of, before, withdraw, given)


def _given(at: _At, node: strict.Mapping) -> Given:
    do, evidence = node.take("do", strict.text), node.take("evidence", strict.text)
    by = node.take("by", strict.text, "")
    given = Given(do, evidence, by, node.take("scope", strict.text), node.take("basis", strict.text))
    node.finish()
    _exists(at._replace(node=node), do, "do")
    if any(evidence not in action.needs for action in _actions(at, do)):
        raise node.error(f"“{do}”不要求“{evidence}”", f"在这个动作写 needs: [{evidence}]", "evidence")
    chosen = at.fields.get(by)
    if by and (
        chosen is None or chosen.is_personal or not 0 < len(chosen.choices) == len(set(chosen.choices) & GIVERS)
    ):
        raise node.error(f"“{by}”说不出是谁同意", "写一个选项只有本人、监护人的字段", "by")
    return given


def _is_as_easy(at: _At, withdraw: str) -> None:
    """It takes no reason and nobody's leave but the applicant's (第十五条: 便捷的撤回同意的方式)."""
    _exists(at, withdraw, "withdraw")
    for action in _actions(at, withdraw):
        if action.needs or action.requires or action.assigns or APPLICANT not in action.by:
            remedy = f"写成 {withdraw}: {{to: …, by: {APPLICANT}}}，不要 needs（个人信息保护法 第十五条）"
            raise at.node.error(f"“{withdraw}”不能由{APPLICANT}随时撤回", remedy, "withdraw")


def _exists(at: _At, name: str, key: str) -> None:
    if name != OPENING and not _actions(at, name):
        known = dict.fromkeys(action for stage in at.stages.values() for action in stage.actions)
        raise at.node.error(f"没有名为“{name}”的动作", f"可写：{'、'.join((OPENING, *known))}", key)


def _actions(at: _At, name: str) -> list[Action]:
    return [stage.actions[name] for stage in at.stages.values() if name in stage.actions]
