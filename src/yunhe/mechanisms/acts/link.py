"""关联：举一反三，把同一原因的事项连在一起。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "关联"
NEEDS = ("理由",)
ENDS = (
    (({"do": "关联", "to": "sample-2025-000009"},), "待受理"),
    (("受理", "办好", "通过", {"do": "关联", "to": "sample-2025-000009", "by": "督查室.督查岗"}), "已办结"),
)
REFUSED = (
    (({"do": "关联", "to": "sample-2025-000001"},), "不能关联自己"),
    (({"do": "关联", "to": "sample-2025-000009"}, {"do": "关联", "to": "sample-2025-000009"}), "已经关联"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """Two matters of one cause know of each other; also after they have ended."""
    refused = gives_reason(act)
    if refused:
        return refused
    if not act.to.strip() or act.to == situation.subject:
        return Refused("不能关联自己，也不能空着", "写另一件的事项编号")
    if act.to in situation.links:
        return Refused(f"已经关联“{act.to}”", "")
    return event_of("linked", situation, act, {"links": {act.to: act.given["理由"]}}, to=act.to)
