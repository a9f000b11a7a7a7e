"""退回：退到走过的任何一个状态，那里的时限重新起算。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason, is_allowed, is_not_lent, is_owner
from yunhe.mechanisms.machine import entering
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "退回"
NEEDS = ("理由",)
ENDS = (
    (("受理", {"do": "退回", "to": "待受理"}), "待受理"),
    (("受理", "办好", {"do": "退回", "to": "待受理"}, "受理", "办好", "通过"), "已办结"),
)
REFUSED = (
    (("受理", {"do": "退回", "to": "复核中"}), "没有到过“复核中”"),
    (("受理", {"do": "退回", "to": "待受理", "with": {"理由": ""}}), "缺少“理由”"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The owner sends the matter back to an earlier state, with a reason; the timers there are armed anew."""
    refused = (
        is_allowed(mechanism, situation, NAME, act)
        or is_owner(situation, act)
        or is_not_lent(situation, act)
        or gives_reason(act)
    )
    if refused:
        return refused
    if act.to not in situation.trail or act.to == situation.state:
        known = dict.fromkeys(state for state in situation.trail if state != situation.state)
        return Refused(f"没有到过“{act.to}”", f"可退回：{'、'.join(known) or '（还没有走过别的状态）'}")
    now = entering(mechanism, situation, act.to, act.at, calendar, {})
    if isinstance(now, Refused):
        return now
    trail = list(situation.trail)
    now["trail"] = trail[: trail.index(act.to)]
    now["undo"] = now["returned"] = True
    return event_of("returned", situation, act, now, to=act.to, tell=[now["owner"]])
