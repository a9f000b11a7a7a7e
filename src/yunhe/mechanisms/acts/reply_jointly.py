"""会办答复：会办单位向主办单位交意见，自己的时限就此停下。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import REASON, gives_reason
from yunhe.mechanisms.clocks import JOINT
from yunhe.mechanisms.mechanism import UPSTREAM, Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "会办答复"
NEEDS = ("意见",)
OPINION = "意见"
ENDS = (
    (
        (
            {"do": "分派", "joint": ["城管局"]},
            {"do": "会办答复", "by": "城管局.会办岗"},
            {"do": "办好", "by": "示例单位.承办岗"},
        ),
        "复核中",
    ),
)
REFUSED = (
    (({"do": "分派", "joint": ["城管局"]}, {"do": "办好", "by": "示例单位.承办岗"}), "“城管局”还没有答复"),
    (({"do": "分派", "joint": ["城管局"]}, {"do": "会办答复", "by": "财政局.会办岗"}), "“财政局”不是会办单位"),
    (
        (
            {"do": "分派", "joint": ["城管局"]},
            {"do": "会办答复", "by": "城管局.会办岗"},
            {"do": "会办答复", "by": "城管局.会办岗"},
        ),
        "已经答复过",
    ),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """A co-unit gives its opinion to the lead; what another system keeps says in `to` which one did."""
    unit = act.to if act.actor == UPSTREAM else act.actor.partition(".")[0]
    if not situation.is_open or unit not in situation.joint:
        return Refused(f"“{unit}”不是会办单位", f"会办单位：{'、'.join(situation.joint) or '（无）'}")
    if situation.joint[unit]:
        return Refused(f"“{unit}”已经答复过", "")
    refused = gives_reason(act._replace(given={REASON: act.given.get(OPINION)}))
    if refused or set(act.given) - {OPINION}:
        return Refused(f"“{NAME}”缺少“{OPINION}”", f"写一段“{OPINION}”，不超过两万字，不附别的")
    now = {"joint": {unit: True}, "clocks": {JOINT + unit: None}, "undo": None}
    return event_of("replied", situation, act, now, unit=unit, tell=[situation.owner])
