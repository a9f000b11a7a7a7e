"""撤回：刚做的一步，后面还没有人动过，本人可以收回；时限照原来的走。"""

from collections.abc import Mapping

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import is_allowed
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "撤回"
ENDS = (
    (("受理", {"do": "撤回", "by": "窗口.受理岗"}), "待受理"),
    (("受理", {"do": "撤回", "by": "窗口.受理岗"}, "受理", "办好", "通过"), "已办结"),
)
REFUSED = (
    (("受理", {"do": "撤回", "by": "住建局.承办岗"}), "只有“窗口.受理岗”可以撤回"),
    (("受理", "办好", "通过", {"do": "撤回", "by": "住建局.复核岗"}), "事项已经办结"),
    (("受理", {"do": "催办", "by": "督查室.督查岗"}, {"do": "撤回", "by": "窗口.受理岗"}), "没有可以撤回的一步"),
    (("撤回",), "没有可以撤回的一步"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """Whoever did the last step takes it back as long as nothing has happened since."""
    refused = is_allowed(mechanism, situation, NAME, act)
    if refused:
        return refused
    undo = situation.undo
    if undo is None or undo["number"] != situation.number:
        return Refused("没有可以撤回的一步", "后面已经有了办理记录，请用“退回”")
    if act.actor != undo["by"]:
        return Refused(f"只有“{undo['by']}”可以撤回", "请由办理这一步的岗位撤回")
    put = undo["put"]
    assert isinstance(put, Mapping)
    now = {**put, "undo": None}
    return event_of("withdrawn", situation, act, now, tell=[situation.owner])
