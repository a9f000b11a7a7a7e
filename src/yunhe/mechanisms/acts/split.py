"""拆分：立一件子事项，各有各的岗位和时限。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason, is_allowed, is_owner
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "拆分"
NEEDS = ("理由",)
MOST = 50
ENDS = ((("受理", {"do": "拆分", "to": "sample-2025-000001-1"}), "办理中"),)
REFUSED = (
    (("受理", {"do": "拆分", "to": "sample-2025-000001-1"}, "办好"), "子事项“sample-2025-000001-1”还没有办结"),
    (("受理", {"do": "拆分", "to": ""}), "没有子事项编号"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """A part of the matter becomes a matter of its own; the shell opens it and names its number."""
    refused = is_allowed(mechanism, situation, NAME, act) or is_owner(situation, act) or gives_reason(act)
    if refused:
        return refused
    if not act.to.strip() or act.to in situation.children:
        return Refused("没有子事项编号，或已经用过", "由系统给出编号")
    if len(situation.children) >= MOST:
        return Refused(f"子事项已有{MOST}件", "并入已有的子事项")
    return event_of("split", situation, act, {"children": {act.to: False}, "undo": None}, to=act.to)
