"""不同意延期：批准的岗位不同意，时限照旧。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason, is_approver
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "不同意延期"
NEEDS = ("理由",)
ENDS = ((("受理", {"do": "申请延期", "clock": "办理期限"}, {"do": "不同意延期", "by": "住建局.分管负责人"}), "办理中"),)
REFUSED = (
    (("受理", {"do": "不同意延期", "by": "住建局.分管负责人"}), "没有等待批准的延期"),
    (
        ("受理", {"do": "申请延期", "clock": "办理期限"}, {"do": "不同意延期", "by": "住建局.承办岗"}),
        "不能“不同意延期”",
    ),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The post that the definition names answers what was asked."""
    asked = is_approver(situation, act)
    if isinstance(asked, Refused):
        return asked
    refused = gives_reason(act)
    if refused:
        return refused
    now = {"asked": None, "undo": None}
    return event_of("extension_refused", situation, act, now, clock=str(asked["clock"]), tell=[situation.owner])
