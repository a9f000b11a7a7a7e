"""抄送：让别的岗位知道，不改变谁来办。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import is_allowed, names_post
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "抄送"
ENDS = ((({"do": "抄送", "to": "督查室.督查岗"},), "待受理"),)
REFUSED = (
    (({"do": "抄送", "to": "李四"},), "没有写明给哪个岗位"),
    (("受理", "办好", "通过", {"do": "抄送", "to": "督查室.督查岗", "by": "住建局.复核岗"}), "事项已经办结"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """Somebody is told; nothing else changes."""
    refused = is_allowed(mechanism, situation, NAME, act) or names_post(act)
    if refused:
        return refused
    return event_of("copied", situation, act, {}, to=act.to, tell=[act.to])
