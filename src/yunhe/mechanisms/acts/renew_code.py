"""换查询码：岗位给申请人一个新的查询码，旧的作废，留下记录；查询码本身不进记录。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.mechanism import OUTSIDE, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "换查询码"
_RENEWS = {"do": NAME, "by": "窗口.受理岗"}
ENDS = (((_RENEWS,), "待受理"), (("受理", "办好", "通过", _RENEWS), "已办结"))
REFUSED = (
    (({"do": NAME, "by": "申请人"},), "不能“换查询码”"),
    ((_RENEWS | {"with": {"理由": "丢了"}},), "不收“理由”"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """Who is at a desk gives it, after seeing who asks; it changes nothing in the matter, also after its end."""
    if act.actor in OUTSIDE:
        return Refused(f"“{act.actor}”不能“{NAME}”", "由能“代录”的岗位，见到本人以后换")
    if act.given:
        return Refused(f"“{NAME}”不收“{next(iter(act.given))}”", "什么也不用填")
    return event_of("renewed", situation, act, {"undo": None})
