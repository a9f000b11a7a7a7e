"""Proves at load that a mechanism is a closed loop.

Every state can be reached, an end can be reached from every state, every open state has an owner and a time limit,
every refusal has a reason, and whatever a name points to exists.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from yunhe.errors import DefinitionError
from yunhe.mechanisms.mechanism import APPLICANT, OPENING, OPINIONS, Mechanism, Stage


def prove(mechanism: Mechanism) -> None:
    """Raise the first DefinitionError that keeps the loop from being closed."""
    _names_exist(mechanism)
    _all_reached(mechanism)
    for stage in mechanism.stages.values():
        _is_kept(mechanism, stage)
        _has_reasons(mechanism, stage)
    _ends_everywhere(mechanism)
    _waits_for_its_home(mechanism)
    _are_known_on_arrival(mechanism)
    _feeds_are_named(mechanism)
    _points_are_worked_out(mechanism)


def _error(mechanism: Mechanism, line: int, problem: str, remedy: str) -> DefinitionError:
    return DefinitionError(mechanism.path, line, problem, remedy)


def _near(wanted: str, known: Iterable[str]) -> str:
    known = tuple(known)
    near = get_close_matches(wanted, known, n=1, cutoff=0.5)
    return f"是不是想写“{near[0]}”？" if near else f"可写：{'、'.join(known)}"


def _names_exist(mechanism: Mechanism) -> None:
    stages = mechanism.stages
    if mechanism.start not in stages:
        raise _error(mechanism, 1, f"start 指的状态“{mechanism.start}”不存在", _near(mechanism.start, stages))
    if not stages[mechanism.start].is_open:
        raise _error(mechanism, stages[mechanism.start].line, "开始的状态就是终点", "start 写一个还要办理的状态")
    for stage in stages.values():
        _targets_exist(mechanism, stage)
        _clocks_exist(mechanism, stage)
        _signing_exists(mechanism, stage)
        _units_exist(mechanism, stage)


def _targets_exist(mechanism: Mechanism, stage: Stage) -> None:
    for action in stage.actions.values():
        if action.to not in mechanism.stages:
            problem = f"“{stage.name}”的动作“{action.name}”去往不存在的状态“{action.to}”"
            raise _error(mechanism, action.line, problem, _near(action.to, mechanism.stages))
        if not stage.is_open and not action.at_most:
            problem = f"终点“{stage.name}”可以用“{action.name}”重开，却没有写次数"
            raise _error(mechanism, action.line, problem, "写 at_most: 1，或更多；不能无限重开")
        for name in action.only_after:
            if name not in _actions_of(mechanism):
                problem = f"“{action.name}”要在“{name}”之后，可是没有这个动作"
                raise _error(mechanism, action.line, problem, _near(name, _actions_of(mechanism)))
        if action.joint and not action.assigns:
            raise _error(mechanism, action.line, f"“{action.name}”指定会办，却没有主办", "写 assigns: [主办单位]")
        for unit in action.assigns:
            if unit not in mechanism.units:
                problem = f"“{action.name}”要指定的“{unit}”没有在 units 里说明"
                raise _error(mechanism, action.line, problem, "在 units 写“名称: 由谁何时确定”")
    for name in stage.clocks:
        for step in mechanism.clocks[name].escalations:
            if step.to and step.to not in mechanism.stages:
                problem = f"时限“{name}”到期后去往不存在的状态“{step.to}”"
                raise _error(mechanism, stage.line, problem, _near(step.to, mechanism.stages))


def _actions_of(mechanism: Mechanism) -> set[str]:
    return {name for stage in mechanism.stages.values() for name in stage.actions}


def _clocks_exist(mechanism: Mechanism, stage: Stage) -> None:
    for name in stage.pauses:
        if name not in mechanism.clocks:
            problem = f"“{stage.name}”暂停的时限“{name}”不存在"
            raise _error(
                mechanism, stage.line, problem, _near(name, mechanism.clocks) if mechanism.clocks else "先写 clocks"
            )
        if name in stage.clocks:
            raise _error(mechanism, stage.line, f"“{stage.name}”既在时限“{name}”之内又暂停它", "只留一样")


def _signing_exists(mechanism: Mechanism, stage: Stage) -> None:
    if stage.signing is None:
        return
    for name in (stage.signing.agreed, stage.signing.refused):
        if name not in stage.actions:
            problem = f"“{stage.name}”签完后要做的“{name}”不在它的动作里"
            raise _error(mechanism, stage.line, problem, _near(name, stage.actions))


def _units_exist(mechanism: Mechanism, stage: Stage) -> None:
    """A unit that is a variable of the matter must be assigned by some action, or be a field of it."""
    assigned = {
        unit for other in mechanism.stages.values() for action in other.actions.values() for unit in action.assigns
    }
    unit = stage.owner.partition(".")[0]
    if unit in mechanism.units and unit not in assigned and unit not in mechanism.fields:
        problem = f"“{stage.name}”由“{unit}”办理，可是没有动作指定它"
        raise _error(mechanism, stage.line, problem, f"在前面的动作写 assigns: [{unit}]，或加字段“{unit}”")


def _all_reached(mechanism: Mechanism) -> None:
    forward: defaultdict[str, list[str]] = defaultdict(list)
    for source, _, target in mechanism.arrows():
        forward[source].append(target)
    reached = _closure([mechanism.start], forward)
    for stage in mechanism.stages.values():
        if stage.name not in reached:
            problem = f"状态“{stage.name}”无法到达"
            raise _error(mechanism, stage.line, problem, "让某个动作去往它，或删去它")


def _ends_everywhere(mechanism: Mechanism) -> None:
    backward: defaultdict[str, list[str]] = defaultdict(list)
    for source, _, target in mechanism.arrows():
        backward[target].append(source)
    ends = [stage.name for stage in mechanism.stages.values() if not stage.is_open]
    if not ends:
        raise _error(mechanism, 1, "没有终点", "加一个终点，如“已办结:”")
    closing = _closure(ends, backward)
    for stage in mechanism.stages.values():
        if stage.name not in closing:
            problem = f"从状态“{stage.name}”到不了任何终点"
            raise _error(mechanism, stage.line, problem, "给它一个通向终点的动作")


def _waits_for_its_home(mechanism: Mechanism) -> None:
    """A state that another system keeps is changed by what that system says, never by a clock here."""
    for stage in mechanism.stages.values():
        for name in stage.clocks:
            if mechanism.kept_by == "upstream" and any(step.to for step in mechanism.clocks[name].escalations):
                problem = f"“{stage.name}”到期后自行改变状态，可是状态由“{mechanism.upstream}”说了算"
                raise _error(mechanism, stage.line, problem, "删去 escalate 里的 to，到期只告知")


def _are_known_on_arrival(mechanism: Mechanism) -> None:
    """On every way to a state the unit that owns it has been named, and the field that says its outcome been filled."""
    for stage in mechanism.stages.values():
        unit = stage.owner.partition(".")[0]
        for name in (unit if unit in mechanism.units else "", stage.outcome_from):
            if name and _reached_without(mechanism, name, stage.name):
                problem = f"可以没有填写“{name}”就到“{stage.name}”"
                remedy = f"让每条路上的动作写 needs: [{name}]（单位写 assigns），或字段写 needed: true"
                raise _error(mechanism, stage.line, problem, remedy)


def _reached_without(mechanism: Mechanism, name: str, target: str) -> bool:
    """Whether a state can be reached along actions none of which brings a unit or field."""
    field = mechanism.fields.get(name)
    if field is not None and field.needed:
        return False
    forward: defaultdict[str, list[str]] = defaultdict(list)
    for stage in mechanism.stages.values():
        for action in stage.actions.values():
            if name not in action.needs and name not in action.assigns:
                forward[stage.name].append(action.to)
        for clock in stage.clocks:
            forward[stage.name] += [step.to for step in mechanism.clocks[clock].escalations if step.to]
    return target in _closure([mechanism.start], forward)


def _closure(start: Iterable[str], steps: Mapping[str, list[str]]) -> set[str]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for target in steps.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _is_kept(mechanism: Mechanism, stage: Stage) -> None:
    if not stage.is_open:
        return
    if not stage.clocks:
        raise _error(mechanism, stage.line, f"状态“{stage.name}”没有时限", "写 within: 5 workdays，或 clock: 时限名")
    if not stage.actions:
        raise _error(mechanism, stage.line, f"状态“{stage.name}”没有动作", "写 actions；办结的状态写 outcome 或留空")


def _has_reasons(mechanism: Mechanism, stage: Stage) -> None:
    for action in stage.actions.values():
        if action.refuses and not _gives_reason(action.needs):
            problem = f"“{stage.name}”的“{action.name}”是拒绝，却不要求理由"
            raise _error(mechanism, action.line, problem, "加 needs: [理由]；不是拒绝就写 refuses: false")
        if action.in_time and stage.name not in stage.clocks:
            problem = f"“{stage.name}”的“{action.name}”要在期限内做，可是状态没有自己的期限"
            raise _error(mechanism, action.line, problem, "在状态里写 within，或删去 in_time")
        if action.to == stage.name and not action.at_most and APPLICANT in action.by:
            problem = f"申请人可以无限次“{action.name}”"
            raise _error(mechanism, action.line, problem, "写 at_most")


def _gives_reason(needs: tuple[str, ...]) -> bool:
    return any(need.endswith(OPINIONS) or need.endswith(("原因", "书", "依据")) for need in needs)


def _feeds_are_named(mechanism: Mechanism) -> None:
    for name in mechanism.feeds:
        if not name.strip():
            raise _error(mechanism, 1, "feeds 里有空名", "写计数的名称")


def _points_are_worked_out(mechanism: Mechanism) -> None:
    """The acts at which a level is worked out are there, and leave it to the machine."""
    points = mechanism.points
    if points is None:
        return
    actions = [action for stage in mechanism.stages.values() for action in stage.actions.values()]
    known = (OPENING, "更正", *(action.name for action in actions))
    for name in points.at:
        if name not in known:
            raise _error(mechanism, 1, f"points: 没有动作“{name}”", _near(name, known))
    by_hand = next((one for one in actions if one.name in points.at and points.level in one.needs), None)
    if by_hand:
        problem = f"“{by_hand.name}”既要人填“{points.level}”，又由系统得出"
        raise _error(mechanism, by_hand.line, problem, f"从 needs 去掉“{points.level}”，或从 points 的 at 去掉它")
    if mechanism.kept_by == "upstream" or any("拆分" in stage.flow for stage in mechanism.stages.values()):
        problem = "计分的机制不能由上级系统办理，也不能拆分：等级会被带进来"
        raise _error(mechanism, 1, problem, "改 kept_by，从 flow 去掉拆分，或去掉 points")
