"""委派：请另一个岗位代办这一步，办完交回，责任仍在原岗位。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import may_hand_over
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "委派"
NEEDS = ("理由",)
ENDS = ((("受理", {"do": "委派", "to": "街道.综合岗"}, {"do": "交回", "by": "街道.综合岗"}, "办好"), "复核中"),)
REFUSED = (
    (
        (
            {"do": "分派", "units": {"主办单位": "街道"}},
            {"do": "办好", "by": "街道.承办岗"},
            {"do": "委派", "to": "街道.复核岗"},
        ),
        "“街道”正在办这件事项",
    ),
    (("受理", {"do": "委派", "to": "街道.综合岗"}, {"do": "办好", "by": "街道.综合岗"}), "已经委派，等待交回"),
    (("受理", {"do": "委派", "to": "街道.综合岗"}, {"do": "委派", "to": "街道.二岗", "by": "街道.综合岗"}), "已经委派"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The owner asks another post to do the work, and gets it back."""
    refused = may_hand_over(mechanism, situation, NAME, act)
    if refused:
        return refused
    now = {"owner": act.to, "lent": situation.owner, "undo": None}
    return event_of("delegated", situation, act, now, to=act.to, tell=[act.to])
