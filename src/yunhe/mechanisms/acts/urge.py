"""催办：提醒正在办的岗位，留下记录。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import is_allowed
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "催办"
ENDS = ((({"do": "催办", "by": "督查室.督查岗"},), "待受理"),)
REFUSED = (
    (({"do": "催办", "by": "窗口.受理岗"},), "不能催自己"),
    (("受理", "办好", "通过", {"do": "催办", "by": "督查室.督查岗"}), "事项已经办结"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The owner is reminded by another post or by the applicant."""
    refused = is_allowed(mechanism, situation, NAME, act)
    if refused:
        return refused
    if act.actor == situation.owner:
        return Refused("不能催自己", "由督查岗位或申请人催办")
    urged = situation.taken.get(NAME, 0)
    assert isinstance(urged, int)
    silent = [unit for unit, answered in situation.joint.items() if not answered]
    tell = [situation.owner, *(f"{unit}.会办岗" for unit in silent)]
    return event_of("urged", situation, act, {"taken": {NAME: urged + 1}, "undo": None}, tell=tell)
