"""转办：这一步改由另一个岗位办，时限照走。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import may_hand_over
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "转办"
NEEDS = ("理由",)
ENDS = ((("受理", {"do": "转办", "to": "街道.综合岗"}, {"do": "办好", "by": "街道.综合岗"}), "复核中"),)
REFUSED = (
    (
        (
            {"do": "分派", "units": {"主办单位": "街道"}},
            {"do": "办好", "by": "街道.承办岗"},
            {"do": "转办", "to": "街道.复核岗"},
        ),
        "“街道”正在办这件事项",
    ),
    ((({"do": "转办", "to": "张三"}),), "没有写明给哪个岗位"),
    (({"do": "转办", "to": "街道.综合岗", "by": "街道.综合岗"},), "“街道.综合岗”不能“转办”"),
    (({"do": "转办", "to": "窗口.受理岗"},), "已经在“窗口.受理岗”"),
    (({"do": "转办", "to": "街道.综合岗"}, {"do": "受理", "by": "窗口.受理岗"}), "“窗口.受理岗”不能“受理”"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """The owner hands the step over, with a reason."""
    refused = may_hand_over(mechanism, situation, NAME, act)
    if refused:
        return refused
    now: dict[str, object] = {"owner": act.to, "undo": None}
    unit = mechanism.stages[situation.state].owner.partition(".")[0]
    if unit in mechanism.units:
        now["units"] = {unit: act.to.partition(".")[0]}
    return event_of("transferred", situation, act, now, to=act.to, tell=[act.to])
