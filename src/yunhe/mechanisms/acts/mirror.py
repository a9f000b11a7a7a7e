"""镜像：上级系统里的办理状态照样记下；运河不重复录入，也不回写。"""

from dataclasses import replace
from typing import cast

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.clocks import refitted
from yunhe.mechanisms.machine import entering, read_values
from yunhe.mechanisms.mechanism import UPSTREAM, Mechanism
from yunhe.mechanisms.situation import Situation
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
    """A row of an import says where a matter stands upstream; its clocks run here as the law counts them."""
    if act.actor != UPSTREAM:
        return Refused(f"只有上级系统的导入可以“{NAME}”", "导入上级系统导出的表")
    if act.to not in mechanism.stages:
        return Refused(f"没有状态“{act.to}”", f"可写：{'、'.join(mechanism.stages)}")
    values = read_values(mechanism, act.given)
    if isinstance(values, Refused):
        return values
    changed = {name: value for name, value in values.items() if situation.values.get(name) != value}
    if act.to == situation.state and not changed:
        return Refused("没有变化", "")
    now: dict[str, object] = {"undo": None}
    if act.to != situation.state:
        known = replace(situation, values={**situation.values, **changed})
        entered = entering(mechanism, known, act.to, act.counts_from, calendar, act.units)
        if isinstance(entered, Refused):
            return entered
        now |= entered
    refit = refitted(mechanism, situation, changed, calendar)
    if refit:
        now["clocks"] = {**refit, **cast("dict[str, object]", now.get("clocks", {}))}
    if changed:
        now["values"] = changed
    return event_of("mirrored", situation, act._replace(given={}), now, to=act.to)
