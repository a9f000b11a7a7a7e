"""Admission 准入: why an action of the definition may not be done just now, whatever comes with it."""

from collections.abc import Mapping

from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.mechanism import UPSTREAM, Action, Stage
from yunhe.mechanisms.situation import Situation
from yunhe.types import Json

LONGEST_UNIT = 60


def not_admitted(situation: Situation, stage: Stage, action: Action, act: Act) -> Refused | None:
    """The first reason that stands against it."""
    return (
        _not_theirs(situation, action, act)
        or _spent(situation, stage, action)
        or _too_early(situation, action)
        or _too_late(situation, action, act)
        or _waiting(situation, action)
        or _delegated(situation)
        or _unassigned(action, act)
    )


def _not_theirs(situation: Situation, action: Action, act: Act) -> Refused | None:
    posts = tuple(_resolve_lazily(situation, post) for post in action.by) or (situation.owner,)
    if act.actor in posts or act.actor == UPSTREAM:
        return None
    return Refused(f"“{act.actor}”不能“{action.name}”", f"由{listed(posts)}来做")


def _resolve_lazily(situation: Situation, post: str) -> str:
    unit, dot, duty = post.partition(".")
    stands_for = situation.units.get(unit) or situation.values.get(unit)
    return f"{stands_for}.{duty}" if dot and isinstance(stands_for, str) else post


def _spent(situation: Situation, stage: Stage, action: Action) -> Refused | None:
    if not action.at_most or counted(situation.taken, action.name) < action.at_most:
        return None
    return Refused(
        f"“{action.name}”最多{action.at_most}次，已经用完",
        f"还可以：{listed([name for name in stage.actions if name != action.name])}",
    )


def _too_early(situation: Situation, action: Action) -> Refused | None:
    if not action.only_after or any(counted(situation.taken, name) for name in action.only_after):
        return None
    return Refused(f"还没有{listed(action.only_after)}过，不能“{action.name}”", f"先{listed(action.only_after)}")


def _too_late(situation: Situation, action: Action, act: Act) -> Refused | None:
    running = situation.clocks.get(situation.state)
    if not action.in_time or running is None or act.counts_from < running.due:
        return None
    return Refused(f"“{situation.state}”的期限已过，不能再“{action.name}”", "到期之前提出的，写明收到的日期")


def _waiting(situation: Situation, action: Action) -> Refused | None:
    if "会办" in action.waits:
        silent = [unit for unit, answered in situation.joint.items() if not answered]
        if silent:
            return Refused(f"{listed(silent)}还没有答复会办意见", "先催办，或等答复")
    if "子事项" in action.waits:
        running = [subject for subject, done in situation.children.items() if not done]
        if running:
            return Refused(f"子事项{listed(running)}还没有办结", "先办结子事项")
    return None


def _delegated(situation: Situation) -> Refused | None:
    return Refused("已经委派，等待交回", "由受委派的岗位“交回”") if situation.lent else None


def _unassigned(action: Action, act: Act) -> Refused | None:
    missing = [unit for unit in action.assigns if not act.units.get(unit)]
    if missing:
        return Refused(f"“{action.name}”要指定{listed(missing)}", f"写明{listed(missing)}")
    surplus = [unit for unit in act.units if unit not in action.assigns]
    if surplus:
        may = listed(action.assigns) or "（无）"
        return Refused(f"“{action.name}”不指定{listed(surplus)}", f"可指定：{may}")
    bad = [unit for unit in act.units.values() if not unit.strip() or "." in unit or len(unit) > LONGEST_UNIT]
    return Refused(f"单位“{bad[0]}”写得不对", "写单位名称，不带岗位") if bad else None


def counted(counts: Mapping[str, Json], name: str) -> int:
    """How often something has been done."""
    found = counts.get(name, 0)
    assert isinstance(found, int)
    return found


def listed(names: "list[str] | tuple[str, ...]") -> str:
    """Names as a sentence has them: “甲”、“乙”."""
    return "、".join(f"“{name}”" for name in names)
