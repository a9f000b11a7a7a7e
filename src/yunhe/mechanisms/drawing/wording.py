"""What a drawing says of a mechanism: lines under the name of a state, what stands on a way, notes on its clocks."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from yunhe.mechanisms.mechanism import Action, Clock, Escalation, Mechanism, Stage
from yunhe.mechanisms.requirement import Condition, Requirement
from yunhe.mechanisms.windows import UnderLight, Window

Kind = Literal["done", "refused", "timed"]


class Way(NamedTuple):
    """One arrow of a drawing: all actions of one kind from a state to a state, or what a clock does by itself."""

    source: str
    target: str
    kind: Kind
    names: tuple[str, ...]
    details: tuple[str, ...]


def ways(mechanism: Mechanism) -> list[Way]:
    """The arrows, those of one kind between the same states drawn as one."""
    found: dict[tuple[str, str, Kind], tuple[list[str], list[str]]] = {}
    for source, target, kind, name, detail in _arrows(mechanism):
        names, details = found.setdefault((source, target, kind), ([], []))
        if name not in names:
            names.append(name)
            details.append(detail)
    return [Way(*key, tuple(names), tuple(details)) for key, (names, details) in found.items()]


def _arrows(mechanism: Mechanism) -> Iterator[tuple[str, str, Kind, str, str]]:
    for stage in mechanism.stages.values():
        for action in stage.actions.values():
            kind: Kind = "refused" if action.refuses else "done"
            yield stage.name, action.to, kind, action.name, of_action(action)
        for clock, step in moves(mechanism, stage):
            yield stage.name, step.to or "", "timed", f"{step.do}（{when(step)}）", f"{clock.name}：{of_step(step)}"


def moves(mechanism: Mechanism, stage: Stage) -> Iterator[tuple[Clock, Escalation]]:
    """The escalations that take a matter out of a state."""
    for name in stage.clocks:
        clock = mechanism.clocks[name]
        yield from ((clock, step) for step in clock.escalations if step.to)


def when(step: Escalation) -> str:
    return "到期" if step.after is None else f"逾期{step.after.said()}"


def of_step(step: Escalation) -> str:
    """“逾期3日督办，告知河长办.值班岗，转已提级”."""
    return f"{when(step)}{step.do}，告知{step.tell}" + (f"，转{step.to}" if step.to else "")


def of_action(action: Action) -> str:
    """Everything that an action asks for, in one line."""
    parts = [f"由{'、'.join(action.by)}"] if action.by else []
    parts += [f"须有{'、'.join(action.needs)}"] if action.needs else []
    parts += [f"指定{'、'.join(action.assigns)}"] if action.assigns else []
    parts += [f"会办{action.joint.said()}"] if action.joint else []
    parts += [f"等{'、'.join(action.waits)}办完"] if action.waits else []
    parts += [f"至多{action.at_most}次"] if action.at_most else []
    parts += ["限于期内"] if action.in_time else []
    parts += [f"先有{'、'.join(action.only_after)}"] if action.only_after else []
    parts += [of_condition(one) for one in action.requires]
    return f"{action.name}" + (f"：{'；'.join(parts)}" if parts else "")


def of_condition(one: Condition) -> str:
    """A condition in a few words."""
    if isinstance(one, Window):
        return f"限每月{one.first}日至{one.last}日（{one.basis}）"
    if isinstance(one, UnderLight):
        return f"限{'、'.join(one.colours)}灯（{one.basis}）"
    return of_requirement(one)


def of_requirement(one: Requirement) -> str:
    """“参与面积≥2/3×总面积（民法典 第二百七十八条）”."""
    of, law = f"×{one.of}" if one.of else "", f"（{one.basis}）" if one.basis else ""
    bounds = f"≥{one.at_least.written}{of}" if one.at_least else ""
    bounds += f">{one.more_than.written}{of}" if one.more_than else ""
    bounds += f"<{one.less_than.written}{of}" if one.less_than else ""
    bounds += f"≤{one.at_most.written}{of}" if one.at_most else ""
    words = ("是" if word is True else "否" if word is False else word for word in one.among)
    among = f"为{'、'.join(words)}" if one.among else ""
    return f"{one.field}{bounds}{among}{law}"


def under_name(mechanism: Mechanism, stage: Stage) -> list[str]:
    """Owner, time limits, signing and pauses of an open state; the outcome of an end, or the field that says it."""
    if not stage.is_open:
        said = f"按{stage.outcome_from}" if stage.outcome_from else stage.outcome
        return [] if not said or said in stage.name else [said]
    lines = [stage.owner]
    for name in stage.clocks:
        clock = mechanism.clocks[name]
        said = clock.limit.said() + (f"，按{clock.by}另定" if clock.cases else "")
        lines.append(said if name == stage.name else f"{name} {said}")
    if stage.signing:
        lines.append(f"{stage.signing.how} {'、'.join(stage.signing.posts)}")
    if stage.pauses:
        lines.append(f"暂停 {'、'.join(stage.pauses)}")
    return lines


def notes(mechanism: Mechanism) -> list[str]:
    """A line for every clock that varies, can be prolonged or does something by itself."""
    return [
        f"{clock.name}：" + "；".join(said) for clock in mechanism.clocks.values() if (said := list(_of_clock(clock)))
    ]


def _of_clock(clock: Clock) -> Iterator[str]:
    if not (clock.extension or clock.escalations or clock.cases):
        return
    yield clock.limit.said()
    if clock.cases:
        yield f"{clock.by}为" + "、".join(f"{case}的{limit.said()}" for case, limit in clock.cases)
    if clock.extension:
        by, times, approval, _ = clock.extension
        yield f"可延{times}次，每次{by.said()}，{approval}批准"
    yield from map(of_step, clock.escalations)


def head(mechanism: Mechanism) -> str:
    """The line under the title: basis, since when, by whom kept."""
    parts = [mechanism.basis]
    parts += [f"{mechanism.version} 起施行"] if mechanism.since.year > 1949 else []
    parts += [f"由{mechanism.upstream}办理，本系统只记进度"] if mechanism.upstream else []
    return " · ".join(parts)
