"""申请延期：到期之前请求延长一个时限，由定义写明的岗位批准。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason, is_allowed, is_owner
from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.machine import resolved
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "申请延期"
NEEDS = ("理由",)
FLOW = "延期"
ENDS = ((("受理", {"do": "申请延期", "clock": "办理期限"}), "办理中"),)
REFUSED = (
    (("受理", {"do": "申请延期", "clock": "待受理"}), "没有在走的时限“待受理”"),
    (({"do": "申请延期", "clock": "待受理"},), "不能延期"),
    (("受理", {"wait": Limit(30, "workdays")}, {"do": "申请延期", "clock": "办理期限"}), "已经逾期"),
    (("受理", {"do": "申请延期", "clock": "办理期限"}, {"do": "申请延期", "clock": "办理期限"}), "还在等批准"),
    (
        (
            "受理",
            {"do": "申请延期", "clock": "办理期限"},
            {"do": "同意延期", "by": "住建局.分管负责人"},
            {"do": "申请延期", "clock": "办理期限"},
        ),
        "最多延期1次",
    ),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The owner asks, with a reason, before the limit has run out."""
    refused = is_allowed(mechanism, situation, FLOW, act) or is_owner(situation, act) or gives_reason(act)
    if refused:
        return refused
    running, rule = situation.clocks.get(act.clock), mechanism.clocks.get(act.clock)
    if running is None or rule is None or running.paused:
        return Refused(f"没有在走的时限“{act.clock}”", f"在走的时限：{'、'.join(situation.clocks)}")
    if rule.extension is None:
        return Refused(f"“{act.clock}”不能延期", "定义没有写可以延期")
    if running.extended >= rule.extension.times:
        return Refused(f"“{act.clock}”最多延期{rule.extension.times}次，已经用完", rule.extension.basis)
    if act.at >= running.due:
        return Refused(f"“{act.clock}”已经逾期", "到期之前才能申请延期")
    if situation.asked:
        return Refused("上一次申请还在等批准", "等批准，或请批准的岗位答复")
    approval = resolved(mechanism, rule.extension.approval, {**situation.values, **situation.units})
    now = {"asked": {"clock": act.clock, "approval": approval, "by": act.actor}, "undo": None}
    return event_of("extension_asked", situation, act, now, clock=act.clock, tell=[approval])
