"""子事项办结：子事项到了终点，上级事项记下。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.mechanism import SYSTEM, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "子事项办结"
ENDS = (
    (
        (
            "受理",
            {"do": "拆分", "to": "sample-2025-000001-1"},
            {"do": "子事项办结", "to": "sample-2025-000001-1", "by": "系统"},
            "办好",
        ),
        "复核中",
    ),
)
REFUSED = (
    (("受理", {"do": "子事项办结", "to": "x", "by": "系统"}), "没有子事项“x”"),
    (
        ("受理", {"do": "拆分", "to": "s-1"}, {"do": "子事项办结", "to": "s-1", "by": "住建局.承办岗"}),
        "由系统在子事项到终点时记下",
    ),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The machine itself notes the end of a sub-matter."""
    if act.actor != SYSTEM:
        return Refused("由系统在子事项到终点时记下", "去办结子事项")
    if act.to not in situation.children:
        return Refused(f"没有子事项“{act.to}”", "")
    return event_of("child_finished", situation, act, {"children": {act.to: True}}, to=act.to, tell=[situation.owner])
