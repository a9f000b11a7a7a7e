"""镜像：上级系统里的办理状态照样记下；运河不重复录入，也不回写。"""

from collections.abc import Mapping
from typing import Any

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.clocks import refitted, told
from yunhe.mechanisms.machine import entering, read_values
from yunhe.mechanisms.mechanism import UPSTREAM, Mechanism
from yunhe.mechanisms.situation import Running, Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "镜像"
ENDS = (
    (({"do": "镜像", "by": "上级系统", "to": "办理中"},), "办理中"),
    (({"do": "镜像", "by": "上级系统", "to": "已办结"},), "已办结"),
    (({"do": "镜像", "by": "上级系统", "to": "已办结"}, {"do": "镜像", "by": "上级系统", "to": "办理中"}), "办理中"),
)
REFUSED = (
    (({"do": "镜像", "to": "办理中"},), "只有上级系统的导入可以“镜像”"),
    (({"do": "镜像", "by": "上级系统", "to": "办里中"},), "没有状态“办里中”"),
    (({"do": "镜像", "by": "上级系统", "to": "待受理"},), "没有变化"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """A row of an import says where a matter stands upstream; limits it does not tell are counted here by the law."""
    if act.actor != UPSTREAM:
        return Refused(f"只有上级系统的导入可以“{NAME}”", "导入上级系统导出的表")
    if act.to not in mechanism.stages:
        return Refused(f"没有状态“{act.to}”", f"可写：{'、'.join(mechanism.stages)}")
    values = read_values(mechanism, act.given)
    if isinstance(values, Refused):
        return values
    changed = {name: value for name, value in values.items() if situation.values.get(name) != value}
    now: dict[str, Any] = {}
    if act.to != situation.state:
        known = situation._replace(values={**situation.values, **changed})
        entered = entering(mechanism, known, act.to, act.counts_from, calendar, act.units)
        if isinstance(entered, Refused):
            return entered
        now |= entered
    clocks = {**refitted(mechanism, situation, changed, calendar), **now.get("clocks", {})}
    said = _told(mechanism, situation, clocks, act, calendar)
    if isinstance(said, Refused):
        return said
    now |= {key: found for key, found in (("values", changed), ("clocks", clocks | said)) if found}
    if not now:
        return Refused("没有变化", "")
    name, due = next(((name, made["due"]) for name, made in said.items()), ("", ""))
    return event_of(
        "mirrored", situation, act._replace(given={}), now | {"undo": None}, to=act.to, clock=name, due=due,
        basis=UPSTREAM if said else "",
    )  # fmt: skip


def _told(
    mechanism: Mechanism, situation: Situation, changed: Mapping[str, Any], act: Act, calendar: Calendar
) -> dict[str, Any] | Refused:
    """The limit that the row tells, where it runs and the row says another due instant than it has."""
    if act.due is None or not mechanism.stages[act.to].is_open:
        return {}
    clocks = {**situation.clocks, **{name: made and Running.from_json(made) for name, made in changed.items()}}
    running = {name: clock for name, clock in clocks.items() if clock and not clock.paused and name in mechanism.clocks}
    if act.clock and act.clock not in mechanism.clocks:
        return Refused(f"没有时限“{act.clock}”", f"可写：{'、'.join(mechanism.clocks)}")
    if not act.clock and len(running) > 1:
        names = "、".join(running)
        return Refused(f"到期日是哪个时限的？在走的有{names}", "在 mirrors 的对照文件里写 clock: 时限的名称")
    name = act.clock or next(iter(running), "")
    if name not in running or (running[name].basis, running[name].due) == (UPSTREAM, act.due):
        return {}
    return {name: told(mechanism.clocks[name], running[name], act.due, act.at, calendar).to_json()}
