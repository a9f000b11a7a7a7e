"""并案：同一件事的另一件已经在办，这一件并入它。"""

from yunhe.mechanisms.act import Act, Refused, event_of
from yunhe.mechanisms.acts.permission import gives_reason, is_allowed, is_owner
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

NAME = "并案"
NEEDS = ("理由",)
OUTCOME = "并案"
ENDS = ((({"do": "并案", "to": "sample-2025-000002"},), "待受理"),)
REFUSED = (
    (({"do": "并案", "to": "sample-2025-000001"},), "不能并入自己"),
    (({"do": "并案", "to": ""},), "没有写明并入哪一件"),
    (({"do": "并案", "to": "sample-2025-000002"}, "受理"), "事项已经办结"),
)


def propose(mechanism: Mechanism, situation: Situation, act: Act, calendar: Calendar) -> Event | Refused:
    """A duplicate ends here and goes on there; the shell sees to it that the other one exists and is open."""
    refused = is_allowed(mechanism, situation, NAME, act) or is_owner(situation, act) or gives_reason(act)
    if refused:
        return refused
    if not act.to.strip():
        return Refused("没有写明并入哪一件", "写另一件的事项编号")
    if act.to == situation.subject:
        return Refused("不能并入自己", "写另一件的事项编号")
    stopped: dict[str, None] = dict.fromkeys(situation.clocks)
    now = {"outcome": OUTCOME, "merged_into": act.to, "clocks": stopped, "undo": None}
    return event_of("merged", situation, act, now, to=act.to)
