"""同意延期：批准的岗位同意，时限从原来的到期日接着算。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import is_approver
from yunhe.mechanisms.clocks import extended
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "同意延期"
ENDS = (
    (
        ("受理", {"do": "申请延期", "clock": "办理期限"}, {"do": "同意延期", "by": "住建局.分管负责人"}, "办好"),
        "复核中",
    ),
)
REFUSED = (
    (("受理", {"do": "同意延期", "by": "住建局.分管负责人"}), "没有等待批准的延期"),
    (("受理", {"do": "申请延期", "clock": "办理期限"}, {"do": "同意延期", "by": "住建局.承办岗"}), "不能“同意延期”"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The post that the definition names answers what was asked."""
    asked = is_approver(situation, act)
    if isinstance(asked, Refused):
        return asked
    clock = str(asked["clock"])
    running = extended(mechanism.clocks[clock], situation.clocks[clock], calendar)
    now = {"clocks": {clock: running.to_json()}, "asked": None, "undo": None}
    return event_of("extended", situation, act, now, clock=clock, due=running.due.isoformat(), tell=[situation.owner])
