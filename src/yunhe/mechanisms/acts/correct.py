"""更正：改一项填错的内容，写明理由；改前改后都留在办理记录里。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import REASON, gives_reason, is_allowed
from yunhe.mechanisms.clocks import refitted
from yunhe.mechanisms.machine import read_values
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.points import added, corrected
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "更正"
NEEDS = ("理由",)
ENDS = ((("受理", {"do": "更正", "with": {"标题": "路灯不亮", "理由": "地址写错"}}), "办理中"),)
REFUSED = (
    (({"do": "更正", "with": {"标题": "路灯不亮", "理由": ""}},), "缺少“理由”"),
    (({"do": "更正", "with": {"金额": "一", "理由": "改"}},), "没有“金额”这一项"),
    (({"do": "更正", "with": {"理由": "改"}},), "没有写改哪一项"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """Fields are put right; the events keep both values."""
    refused = is_allowed(mechanism, situation, NAME, act)
    fields = {name: value for name, value in act.given.items() if name != REASON}
    refused = refused or gives_reason(act._replace(given={REASON: act.given.get(REASON)}))
    if refused:
        return refused
    if not fields:
        return Refused("没有写改哪一项", "写“项目: 新的内容”")
    values = read_values(mechanism, fields)
    if isinstance(values, Refused):
        return values
    score = corrected(mechanism.points, fields, situation.values) or added(
        mechanism.points, NAME, values, situation.values, act.at
    )
    if isinstance(score, Refused):
        return score
    said = act._replace(given={REASON: act.given[REASON]})
    now: dict[str, object] = {"values": values, "undo": None}
    refit = refitted(mechanism, situation, values, calendar)
    if refit:
        now["clocks"] = refit
    return event_of("corrected", situation, said, now, tell=[situation.owner], points=score)
